import { mul } from "../array/arithmetic.js";
import { reshape } from "../array/rearrange.js";
import type { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import type { Label } from "./labels.js";
import { arranged, sizeOfLabels, summed, type Labelled, type Lengths } from "./labelled.js";

/**
 * Two arrays multiplied, summed over the labels that are not kept:
 *   C[batch, left, right] = Σ_inner A[batch, left, inner] B[batch, inner, right]
 */
export function contract(
  a: Labelled,
  b: Labelled,
  keep: ReadonlySet<Label>,
  lengths: Lengths,
): Labelled {
  const [x, y] = [
    summed(a, new Set([...keep, ...b.labels])),
    summed(b, new Set([...keep, ...a.labels])),
  ];
  const shared = x.labels.filter((label) => y.labels.includes(label));
  const parts = {
    batch: shared.filter((label) => keep.has(label)),
    inner: shared.filter((label) => !keep.has(label)),
    left: x.labels.filter((label) => !shared.includes(label)),
    right: y.labels.filter((label) => !shared.includes(label)),
  };
  const { batch, left, right, inner } = parts;
  const labels = [...batch, ...left, ...right];
  if (inner.length === 0) return { array: product(x, y, parts), labels };
  const shape = labels.map((label) => lengths.get(label) as number);
  return { array: reshape(matrixProduct(x, y, parts, lengths), shape), labels };
}

interface Parts {
  readonly batch: readonly Label[];
  readonly left: readonly Label[];
  readonly right: readonly Label[];
  readonly inner: readonly Label[];
}

/** Nothing is summed: the axes of each side stand apart and broadcast. */
function product(x: Labelled, y: Labelled, { batch, left, right }: Parts): NDArray {
  const a = arranged(x, [...batch, ...left]);
  const b = arranged(y, [...batch, ...right]);
  const outer = b.shape.slice(0, batch.length);
  const apart = reshape(b, [...outer, ...left.map(() => 1), ...b.shape.slice(batch.length)]);
  return mul(reshape(a, [...a.shape, ...right.map(() => 1)]), apart);
}

/** [batch, left, right]; what lies transposed is multiplied as it lies. */
function matrixProduct(x: Labelled, y: Labelled, parts: Parts, lengths: Lengths): NDArray {
  const { batch, left, right, inner } = parts;
  const size = (labels: readonly Label[]): number => sizeOfLabels(labels, lengths);
  const transposeA = lies(x, [...batch, ...inner, ...left]) && inner.length * left.length > 0;
  const transposeB = lies(y, [...batch, ...right, ...inner]) && inner.length * right.length > 0;
  const [p, q] = transposeA ? [inner, left] : [left, inner];
  const [r, s] = transposeB ? [right, inner] : [inner, right];
  const a = reshape(arranged(x, [...batch, ...p, ...q]), [size(batch), size(p), size(q)]);
  const b = reshape(arranged(y, [...batch, ...r, ...s]), [size(batch), size(r), size(s)]);
  return matmul(a, b, { transposeA, transposeB });
}

function lies({ labels }: Labelled, order: readonly Label[]): boolean {
  return labels.every((label, axis) => label === order[axis]);
}

import { sub } from "../array/arithmetic.js";
import { batchSize } from "../array/batching.js";
import { isFloat } from "../array/dtype.js";
import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { allocate } from "../array/storage.js";
import { take } from "../array/take.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { DtypeError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";
import type { ConvGeometry } from "./geometry.js";
import { maxPositions, spreadInto, sumPoolInto } from "./pool-values.js";

interface PoolParams {
  readonly geometry: ConvGeometry;
}

const inputShape = ({ images, input, channels }: ConvGeometry): Shape => [
  images,
  ...input,
  channels,
];
const outputShape = ({ images, output, filters }: ConvGeometry): Shape => [
  images,
  ...output,
  filters,
];

/** Σ of each window. */
export function sumPool(x: NDArray, geometry: ConvGeometry): NDArray {
  return bindOne(sumPoolPrimitive, [x], { geometry });
}

/** The adjoint of sumPool: each number to every pixel of its window. */
function spread(g: NDArray, geometry: ConvGeometry): NDArray {
  return bindOne(spreadPrimitive, [g], { geometry });
}

const sumPoolPrimitive: Primitive<PoolParams> = linear("sumPool", {
  into: sumPoolInto,
  shape: outputShape,
  apply: sumPool,
  adjoint: (ct, geometry) => spread(ct, geometry),
});

const spreadPrimitive: Primitive<PoolParams> = linear("spreadPool", {
  into: spreadInto,
  shape: inputShape,
  apply: spread,
  adjoint: (ct, geometry) => sumPool(ct, geometry),
});

interface LinearPool {
  readonly into: (out: Floats, x: Floats, geometry: ConvGeometry) => void;
  readonly shape: (geometry: ConvGeometry) => Shape;
  readonly apply: (x: NDArray, geometry: ConvGeometry) => NDArray;
  readonly adjoint: (ct: NDArray, geometry: ConvGeometry) => NDArray;
}

/** A linear function of images: its derivative is itself, examples are images. */
function linear(name: string, { into, shape, apply, adjoint }: LinearPool): Primitive<PoolParams> {
  return define<PoolParams>({
    name,
    value: ([x], { geometry }) => {
      const { dtype, data } = x as NDArray;
      const out = allocate(dtype, sizeOf(shape(geometry)), "anything");
      into(out as Floats, data as Floats, geometry);
      return [new NDArray(out, shape(geometry), dtype)];
    },
    abstract: ([x], { geometry }) => {
      const { dtype } = x as Abstract;
      if (!isFloat(dtype)) throw new DtypeError(`${name}: x has the dtype ${dtype}; use floats`);
      return [{ shape: shape(geometry), dtype }];
    },
    jvp: ({ params: { geometry } }, [t]) => [t ? apply(t, geometry) : null],
    transpose: ([ct], _operands, { geometry }) => [ct ? adjoint(ct, geometry) : null],
    batch: ([x], batched, { geometry }) => {
      const examples = batchSize([x as NDArray], batched);
      return [apart(apply(joined(x as NDArray), enlarged(geometry, examples)), examples)];
    },
  });
}

const enlarged = (geometry: ConvGeometry, examples: number): ConvGeometry => ({
  ...geometry,
  images: geometry.images * examples,
});

function joined(x: NDArray): NDArray {
  const [examples = 0, images = 0, ...rest] = x.shape;
  return reshape(x, [examples * images, ...rest]);
}

function apart(x: NDArray, examples: number): NDArray {
  const [images = 0, ...rest] = x.shape;
  return reshape(x, [examples, images / Math.max(1, examples), ...rest]);
}

/** The largest element of each window: picked where it lies, so that its derivative is too. */
export function largest(x: NDArray, geometry: ConvGeometry): NDArray {
  return take(reshape(x, [-1]), bindOne(positionsPrimitive, [x], { geometry }), 0);
}

const positionsPrimitive: Primitive<PoolParams> = define<PoolParams>({
  name: "maxPositions",
  value: ([x], { geometry }) => {
    const out = new Int32Array(sizeOf(outputShape(geometry)));
    maxPositions(out, (x as NDArray).data as Floats, geometry);
    return [new NDArray(out, outputShape(geometry), "int32")];
  },
  abstract: (_, { geometry }) => [{ shape: outputShape(geometry), dtype: "int32" }],
  jvp: () => [null],
  batch: ([x], batched, { geometry }) => {
    const examples = batchSize([x as NDArray], batched);
    const all = bindOne(positionsPrimitive, [joined(x as NDArray)], {
      geometry: enlarged(geometry, examples),
    });
    // Positions count within each example.
    const size = sizeOf(inputShape(geometry));
    const starts = Int32Array.from({ length: examples }, (_, k) => k * size);
    const shape = [examples, 1, 1, 1, 1];
    return [sub(apart(all, examples), new NDArray(starts, shape, "int32"))];
  },
});

import type { Advance, TileStep } from "../kernel/map.js";

/**
 * The map of a φ(b x) + c from that of φ at variances times b², where E[φ] = 0 at every variance:
 * K′ = a² K + c², Θ′ = a² b² Θ.
 */
export function scaledAndShifted(
  inner: Advance,
  { a, b, c }: { readonly a: number; readonly b: number; readonly c: number },
): Advance {
  const before = inner.rows.variances;
  const variances = before.map((variance) => a * a * variance + c * c);
  const steps: TileStep[] = [...inner.steps];
  const scales = new Float64Array(before.length).fill(Math.abs(a * b));
  if (Math.abs(a * b) !== 1)
    steps.push({ opcode: "scaleTangent", tangentOnly: true, vectors: [scales] });
  if (c === 0) return { rows: { ...inner.rows, variances }, steps };
  if (before.includes(0)) {
    steps.push({ opcode: "silence", vectors: [before.map((variance) => Number(variance === 0))] });
  }
  // The unit vectors of an affine layer: see engine/wasm/assembly/shared/tile-affine.ts.
  const share = (part: number, row: number) => Math.sqrt(part / (variances[row] as number)) / 2;
  const vectors = [
    before,
    before.map((variance, row) => share(a * a * variance, row)),
    variances.map((_, row) => share(c * c, row)),
  ];
  steps.push({ opcode: inner.rows.signed ? "affineSigned" : "affineNonnegative", vectors });
  return { rows: { ...inner.rows, variances }, steps };
}

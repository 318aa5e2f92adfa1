// Generates shared/winograd-transforms.ts: the products M X Mᵀ of Winograd's minimal filtering
// F(2 × 2, 3 × 3) (Lavin & Gray 2016, eq. 8), of one vector of channels at each place of X. In one
// dimension the two outputs y of three weights w at four inputs d, and the adjoint in w, are
//   y = Aᵀ[(G w) ⊙ (Bᵀ d)],   w̄ = Gᵀ[(A ȳ) ⊙ (Bᵀ d)]
// with four products instead of six.

/** @typedef {readonly (readonly number[])[]} Matrix rows */

/** @type {Matrix} Bᵀ */
const INPUT = [
  [1, 0, -1, 0],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, 1, 0, -1],
];

/** @type {Matrix} G */
const KERNEL = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
];

/** @type {Matrix} Aᵀ */
const OUTPUT = [
  [1, 1, 1, 0],
  [0, 1, -1, -1],
];

const turned = (/** @type {Matrix} */ [first = [], ...others]) =>
  first.map((entry, k) => [entry, ...others.map((row) => row[k] ?? 0)]);

/** The transforms: their names, what they say, and M. */
const TRANSFORMS = /** @type {const} */ ([
  ["patch", "Bᵀ d B: the 4 × 4 inputs of a tile.", INPUT],
  ["weights", "G w Gᵀ: a kernel.", KERNEL],
  ["outputs", "Aᵀ m A: the 2 × 2 outputs of a tile.", OUTPUT],
  ["cotangents", "A ȳ Aᵀ: the cotangents of a tile's outputs.", turned(OUTPUT)],
  ["weightCotangents", "Gᵀ m G: the cotangent of a kernel.", turned(KERNEL)],
]);

/** @typedef {{ sign: number, term: string }} Signed */

/** A sum of terms, one of the positive ones first. */
function signed(/** @type {readonly Signed[]} */ terms) {
  const [first, ...rest] = terms.toSorted((a, b) => b.sign - a.sign);
  if (first === undefined) return null;
  return rest.reduce(
    (left, { sign, term }) => `f32x4.${sign > 0 ? "add" : "sub"}(${left}, ${term})`,
    first.sign > 0 ? first.term : `f32x4.neg(${first.term})`,
  );
}

/** Σ_k row_k x_k, whose coefficients are 0, ±½ and ±1. */
function sum(/** @type {readonly number[]} */ row, /** @type {(k: number) => string} */ name) {
  const of = (/** @type {number} */ size) =>
    signed(
      row.flatMap((c, k) => (Math.abs(c) === size ? [{ sign: Math.sign(c), term: name(k) }] : [])),
    );
  const halves = of(0.5);
  const half = halves && `f32x4.mul(half, ${halves})`;
  const whole = of(1);
  return whole && half ? `f32x4.add(${whole}, ${half})` : (whole ?? half);
}

/** One function: columns first, then rows. */
function transform(
  /** @type {string} */ name,
  /** @type {string} */ about,
  /** @type {Matrix} */ m,
) {
  const range = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => i);
  const [height, width] = [m.length, m[0]?.length ?? 0];
  const loads = range(width).flatMap((i) =>
    range(width).map((j) => `  const x${i}${j} = v128.load(from + ${i} * row + ${j} * column);`),
  );
  const columns = m.flatMap((r, i) =>
    range(width).map((j) => `  const t${i}${j} = ${sum(r, (k) => `x${k}${j}`)};`),
  );
  const rows = range(height).flatMap((i) =>
    m.map(
      (r, j) => `  v128.store(to + ${i} * toRow + ${j} * toColumn, ${sum(r, (k) => `t${i}${k}`)});`,
    ),
  );
  const halves = m.flat().includes(0.5) ? ["  const half = f32x4.splat(0.5);"] : [];
  return `
/** ${about} */
// @ts-ignore: decorator
@inline
export function ${name}(
  from: usize, row: usize, column: usize, to: usize, toRow: usize, toColumn: usize,
): void {
${[...halves, ...loads, ...columns, ...rows].join("\n")}
}
`;
}

/** The text of shared/winograd-transforms.ts. */
export function generateWinograd() {
  return TRANSFORMS.map(([name, about, m]) => transform(name, about, m)).join("");
}

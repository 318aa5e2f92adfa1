// The two builds: with relaxed SIMD (fused multiply-add) and without.

/**
 * @typedef {object} Variant
 * @property {"relaxed" | "base"} name
 * @property {number} rows rows of the GEMM micro-kernel (two vectors wide): what fits 16 registers
 * @property {string} source shared/variant.ts of this variant
 */

const fused = (/** @type {string} */ lanes) => ({
  madd: `${lanes}.relaxed_madd(a, b, c)`,
  nmadd: `${lanes}.relaxed_nmadd(a, b, c)`,
});

const separate = (/** @type {string} */ lanes) => ({
  madd: `${lanes}.add(${lanes}.mul(a, b), c)`,
  nmadd: `${lanes}.sub(c, ${lanes}.mul(a, b))`,
});

function inlined(/** @type {string} */ name, /** @type {string} */ expression) {
  return `// @ts-ignore: decorator
@inline
export function ${name}(a: v128, b: v128, c: v128): v128 {
  return ${expression};
}
`;
}

function source(/** @type {number} */ rows, /** @type {typeof fused} */ multiplyAdd) {
  const double = multiplyAdd("f64x2");
  const single = multiplyAdd("f32x4");
  return [
    `export const MR: i32 = ${rows};\n`,
    inlined("madd64", double.madd),
    inlined("nmadd64", double.nmadd),
    inlined("madd32", single.madd),
    inlined("nmadd32", single.nmadd),
  ].join("");
}

/** @type {readonly Variant[]} */
export const variants = [
  { name: "relaxed", rows: 6, source: source(6, fused) },
  { name: "base", rows: 5, source: source(5, separate) },
];

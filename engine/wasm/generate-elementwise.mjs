// Generates elementwise.ts: the loops over blocks of whole vectors, NAME64 and NAME32 for each function.

/**
 * Where a function of one vector lies: `both` float types have their own, or single precision goes
 * through `double`, which is correct but for double rounding.
 *
 * @type {readonly { name: string, file: string, of: string, in: "both" | "double" }[]}
 */
export const elementwiseFunctions = [
  { name: "exp", file: "exponential", of: "exponential", in: "both" },
  { name: "expm1", file: "exponential", of: "exponentialMinusOne", in: "both" },
  { name: "tanh", file: "exponential", of: "hyperbolicTangent", in: "both" },
  { name: "sigmoid", file: "exponential", of: "logistic", in: "both" },
  { name: "softplus", file: "exponential", of: "softPlus", in: "both" },
  { name: "log", file: "logarithm", of: "logarithm", in: "both" },
  { name: "log1p", file: "logarithm", of: "logOnePlus", in: "both" },
  { name: "sqrt", file: "root", of: "squareRoot", in: "both" },
  { name: "reciprocal", file: "root", of: "inverse", in: "both" },
  { name: "relu", file: "positive-part", of: "positivePart", in: "both" },
  { name: "sin", file: "trigonometry", of: "sine", in: "double" },
  { name: "cos", file: "trigonometry", of: "cosine", in: "double" },
  { name: "erf", file: "error-function", of: "errorFunction", in: "double" },
  { name: "erfc", file: "error-function", of: "complementaryError", in: "double" },
  { name: "normalCdf", file: "error-function", of: "normalDistribution", in: "double" },
];

const THROUGH_DOUBLE = `
// @ts-ignore: decorator
@inline
function upperHalf(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 2, 3, 2, 3);
}

// @ts-ignore: decorator
@inline
function joined(low: v128, high: v128): v128 {
  const first = f32x4.demote_f64x2_zero(low), second = f32x4.demote_f64x2_zero(high);
  return v128.shuffle<f32>(first, second, 0, 1, 4, 5);
}
`;

function loop(/** @type {string} */ name, /** @type {string} */ value) {
  return `
/** \`to\` = f of \`from\`, \`vectors\` vectors. */
export function ${name}(to: usize, from: usize, vectors: i32): void {
  for (let i = 0; i < vectors; i++) {
    const x = v128.load(from);
    v128.store(to, ${value});
    to += 16;
    from += 16;
  }
}
`;
}

/** The text of elementwise.ts. */
export function generateElementwise() {
  const imports = elementwiseFunctions.map(
    ({ of, file }) => `import { ${of} } from "./shared/${file}";\n`,
  );
  const loops = elementwiseFunctions.flatMap(({ name, of, in: types }) =>
    types === "both"
      ? [loop(`${name}64`, `${of}<f64>(x)`), loop(`${name}32`, `${of}<f32>(x)`)]
      : [loop(`${name}64`, `${of}(x)`), loop(`${name}32`, throughDouble(of))],
  );
  return [...imports, THROUGH_DOUBLE, ...loops].join("");
}

function throughDouble(/** @type {string} */ of) {
  const [low, high] = ["x", "upperHalf(x)"].map(
    (half) => `${of}(f64x2.promote_low_f32x4(${half}))`,
  );
  return `joined(${low}, ${high})`;
}

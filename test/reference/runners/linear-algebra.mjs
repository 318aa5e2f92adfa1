import { compare } from "../compare.mjs";
import { build } from "../network.mjs";
import { stored } from "../stored.mjs";
import { Unsupported } from "../unsupported.mjs";

/**
 * Functions of linear algebra at given matrices: values, and derivatives in both modes.
 *
 * @typedef {import("../network.mjs").EngineModule} Engine
 * @typedef {import("../../../engine/array/ndarray.js").NDArray} NDArray
 * @type {import("../check.mjs").Runner}
 */
export const linearAlgebra = {
  recognises: (item) => "matrixKind" in item && "args" in item,

  *run(engine, item) {
    const apply = functionOf(engine, item.function);
    const args = item.args.map(stored(engine));
    const f = (/** @type {NDArray[]} */ ...x) => flat(apply(...x));
    yield compare("value", f(...args), item.value, item);
    const slack = { rtol: item.rtolDerivative, atol: item.atol };
    const tangents = item.tangents.map(stored(engine));
    yield compare("jvp", engine.jvp(f, args, tangents)[1], item.jvp, slack);
    const [, pullback] = engine.vjp(f, ...args);
    const cotangents = pullback(stored(engine)(item.cotangent));
    for (const [k, want] of item.vjp.entries()) {
      const got = /** @type {NDArray} */ (Array.isArray(cotangents) ? cotangents[k] : cotangents);
      yield compare(`vjp of argument ${k}`, got, want, slack);
    }
  },
};

/** The files keep results as vectors. */
function flat(/** @type {NDArray} */ x) {
  return x.reshape([x.size]);
}

/**
 * @param {Engine} engine
 * @param {string} name
 * @returns {(...args: any[]) => NDArray}
 */
function functionOf(engine, name) {
  const known = functions(engine);
  if (Object.hasOwn(known, name)) return known[name] ?? notThere(name);
  const [, order = ""] = /^norm\.(\w+)$/.exec(name) ?? [];
  if (order !== "") {
    const ord = order === "2" ? 2 : /** @type {"fro" | "nuc"} */ (order);
    return (a) => engine.norm(a, { ord });
  }
  const [, power = ""] = /^matrixPower (-?\d+)$/.exec(name) ?? [];
  if (power !== "") return (a) => engine.matrixPower(a, Number(power));
  return notThere(name);
}

/** @returns {never} */
function notThere(/** @type {string} */ name) {
  throw new Unsupported(name);
}

/**
 * Functions of symmetric matrices act on the symmetric part.
 *
 * @param {Engine} engine
 * @returns {Record<string, (...args: any[]) => NDArray>}
 */
function functions(engine) {
  const { add, concat, diagonal, div, exp, log, matmul, mul, sqrt, sum, transpose } = engine;
  const symmetric = (/** @type {NDArray} */ a) => mul(add(a, transpose(a)), 0.5);
  const factor = (/** @type {NDArray} */ a) => engine.cholesky(symmetric(a));
  const spectral = (/** @type {(x: NDArray) => NDArray} */ f) => (/** @type {NDArray} */ a) =>
    sum(f(engine.eigh(a).eigenvalues));
  const projector = (/** @type {number} */ index) => (/** @type {NDArray} */ a) => {
    const v = engine.eigh(a).eigenvectors.slice([], index);
    return mul(v.reshape([v.size, 1]), v);
  };
  return {
    trace: engine.trace,
    det: engine.det,
    "slogdet.logabsdet": (a) => engine.slogdet(a).logabsdet,
    inv: engine.inv,
    expm: engine.expm,
    singularValues: engine.singularValues,
    pinv: engine.pinv,
    solve: engine.solve,
    cholesky: factor,
    eigvalsh: engine.eigvalsh,
    choleskySolve: (a, b) => engine.choleskySolve(factor(a), b),
    "triangularSolve lower": engine.triangularSolve,
    "triangularSolve upper transposed (A^T x = b, A upper)": (a, b) =>
      engine.triangularSolve(a, b, { lower: false, transpose: true }),
    "lstsq (overdetermined)": (a, b) => engine.lstsq(a, b).x,
    "logdet of SPD via cholesky": (a) => mul(sum(log(diagonal(factor(a)))), 2),
    "quadratic form b^T A^-1 b": (a, b) => sum(mul(b, engine.solve(symmetric(a), b))),
    "eigh projector of smallest eigenvalue (v v^T)": projector(0),
    "eigh projector of largest eigenvalue (v v^T)": projector(-1),
    "V sqrt(lambda) V^T (SPD square root)": (a) => {
      const { eigenvalues, eigenvectors: v } = engine.eigh(a);
      return matmul(mul(v, sqrt(eigenvalues)), transpose(v));
    },
    "sum eigenvalue^2 (degenerate)": spectral((x) => mul(x, x)),
    "sum exp(eigenvalue) (degenerate)": spectral(exp),
    "sum log(eigenvalue) (degenerate)": spectral(log),
    "qr (R diagonal positive): [Q flat, R flat]": (a) => {
      const { q, r } = engine.qr(a);
      const pivots = diagonal(r);
      const signs = div(pivots, engine.abs(pivots));
      return concat([flat(mul(q, signs)), flat(mul(r, signs.reshape([signs.size, 1])))]);
    },
  };
}

const rules = /** @type {Record<string, (i: number, j: number) => number>} */ ({
  hilbert: (i, j) => 1 / (i + j + 1),
  wilkinson: (i, j) => (i === j ? Math.abs(i - 10) : Number(Math.abs(i - j) === 1)),
  lauchli: (i, j) => (i === 0 ? 1 : i === j + 1 ? 1e-6 : 0),
});

/**
 * The accuracy of eigenvalues and singular values of matrices that are given by a rule.
 *
 * @type {import("../check.mjs").Runner}
 */
export const decompositions = {
  recognises: (item) => "generator" in item && ("eigenvalues" in item || "singularValues" in item),

  *run(engine, item) {
    const { rtol, atol } = item;
    const a = matrixOf(engine, item);
    const want = item.eigenvalues ?? item.singularValues;
    const n = want.length;
    const reference = { shape: [n], data: want };
    const found =
      item.kind === "eigvalsh"
        ? { eigvalsh: engine.eigvalsh(a), eigh: engine.eigh(a).eigenvalues }
        : { singularValues: engine.singularValues(a), svd: engine.svd(a).s };
    for (const [name, values] of Object.entries(found)) {
      const shaped = values.size === n ? values : values.slice([0, n]);
      yield compare(name, shaped, reference, { rtol, atol });
    }
  },
};

function matrixOf(/** @type {Engine} */ engine, /** @type {any} */ item) {
  const { n, generator, cornerEntries } = item;
  if (cornerEntries !== undefined) return kernelOnCircle(engine, item);
  const rule = rules[generator] ?? notThere(`matrices of the generator ${generator}`);
  const rows = generator === "lauchli" ? n + 1 : n;
  const data = Array.from({ length: rows * n }, (_, at) => rule(Math.floor(at / n), at % n));
  return engine.array(Float64Array.from(data), { shape: [rows, n] });
}

/** The kernel of a net at points on a circle, unevenly spaced. */
function kernelOnCircle(/** @type {Engine} */ engine, /** @type {any} */ { net, eigenvalues }) {
  const n = eigenvalues.length;
  const points = Float64Array.from({ length: 2 * n }, (_, at) => {
    const i = Math.floor(at / 2);
    const angle = (2 * Math.PI * (i + 0.3 * Math.sin(i))) / n;
    return at % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });
  const x = engine.array(points, { shape: [n, 2] });
  return build(engine.stax, net).kernel(x, null, ["ntk"]).ntk;
}

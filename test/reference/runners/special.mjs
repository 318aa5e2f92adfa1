import { compareEach } from "../compare.mjs";
import { Unsupported } from "../unsupported.mjs";

/**
 * Values of special functions, [x, high, low]. What the functions promise in ulps is tested in
 * test/engine/special; here 64 ulps.
 *
 * @type {import("../check.mjs").Runner}
 */
export const specialFunctions = {
  recognises: (item) => typeof item.function === "string" && ("values" in item || "pairs" in item),

  *run(engine, { function: name, values, pairs }) {
    const call = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (call === undefined) throw new Unsupported(`special ${name}`);
    /** @type {readonly (readonly any[])[]} */
    const rows = values ?? pairs;
    const want = { shape: [rows.length], data: rows.map((row) => Number(row.at(-2))) };
    const columns = (values ? [0] : [0, 1]).map((k) => rows.map((row) => Number(row[k])));
    const { shape, data } = call(engine, ...columns.map((column) => engine.array(column)));
    const got = { shape: [...shape], data: [...data] };
    // Far in the tails the exponents of gammainc lose digits.
    const rtol = name.startsWith("gammainc") ? 1e-12 : 2 ** -46;
    yield compareEach(name, got, want, { rtol, atol: pairs && !high.has(name) ? 1e-14 : 0 });
  },
};

/** What has all its digits however small it is. */
const high = new Set(["gammainc", "gammaincc"]);

/**
 * @typedef {import("../network.mjs").EngineModule} Engine
 * @type {Record<string, (engine: Engine, ...x: any[]) => any>}
 */
const functions = {
  exp: ({ exp }, x) => exp(x),
  expm1: ({ special }, x) => special.expm1(x),
  expit: ({ special }, x) => special.expit(x),
  log: ({ log }, x) => log(x),
  log1p: ({ special }, x) => special.log1p(x),
  sin: ({ sin }, x) => sin(x),
  cos: ({ cos }, x) => cos(x),
  erf: ({ special }, x) => special.erf(x),
  erfc: ({ special }, x) => special.erfc(x),
  erfinv: ({ special }, x) => special.erfinv(x),
  normalCdf: ({ special }, x) => special.normalCdf(x),
  normalQuantile: ({ special }, x) => special.normalQuantile(x),
  gamma: ({ special }, x) => special.gamma(x),
  lgamma: ({ special }, x) => special.lgamma(x),
  digamma: ({ special }, x) => special.digamma(x),
  trigamma: ({ special }, x) => special.polygamma(1, x),
  polygamma3: ({ special }, x) => special.polygamma(3, x),
  i0e: ({ special }, x) => special.i0e(x),
  i1e: ({ special }, x) => special.i1e(x),
  logit: ({ special }, x) => special.logit(x),
  tanh: ({ tanh }, x) => tanh(x),
  softplus: ({ nn }, x) => nn.softplus(x),
  betaln: ({ special }, a, b) => special.betaln(a, b),
  gammainc: ({ special }, a, x) => special.gammainc(a, x),
  gammaincc: ({ special }, a, x) => special.gammaincc(a, x),
  gammaincSlope: ({ grad, special }, a, x) =>
    grad((/** @type {any} */ at) => special.gammainc(at, x).sum())(a),
};

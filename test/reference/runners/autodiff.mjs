import { compare, toleranceOf } from "../compare.mjs";
import { stored } from "../stored.mjs";
import { Unsupported } from "../unsupported.mjs";

/**
 * Functions with their derivatives up to the third, forward and backward. Derivatives have the axes of
 * the value first, then one flattened axis of the input for each order.
 *
 * @type {import("../check.mjs").Runner}
 */
export const derivatives = {
  recognises: (item) => "jacobian" in item && "tangent" in item,

  *run(/** @type {any} */ engine, item) {
    const make = Object.hasOwn(functions, item.name) ? functions[item.name] : undefined;
    if (make === undefined) throw new Unsupported(`function ${item.name}`);
    const array = stored(engine);
    const x = array(item.x).reshape([-1]);
    const flat = (/** @type {any} */ v) => make(engine, v.reshape(item.xShape));
    const tolerance = toleranceOf(item);
    yield compare("value", flat(x), item.value, tolerance);
    const { jacfwd, jacrev, jvp, vjp } = engine;
    yield compare("jacfwd", jacfwd(flat)(x), item.jacobian, tolerance);
    yield compare("jacrev", jacrev(flat)(x), item.jacobian, tolerance);
    const along = (/** @type {any} */ value) => array(value).reshape([-1]);
    yield compare("jvp", jvp(flat, [x], [along(item.tangent)])[1], item.jvp, tolerance);
    const [, pullback] = vjp(flat, x);
    const [pulled] = pullback(array(item.cotangent));
    yield compare("vjp", pulled.reshape(item.vjp.shape), item.vjp, tolerance);
    if (item.hessian) yield* second(engine, flat, x, item);
  },
};

/**
 * @param {any} engine
 * @param {(x: any) => any} flat
 * @param {any} x
 * @param {any} item
 */
function* second({ jacfwd, jacrev }, flat, x, item) {
  const tolerance = toleranceOf(item);
  yield compare("forward over reverse", jacfwd(jacrev(flat))(x), item.hessian, tolerance);
  yield compare("reverse over forward", jacrev(jacfwd(flat))(x), item.hessian, tolerance);
  if (!item.third) return;
  const thirdTolerance = { rtol: item.rtolThird ?? item.rtol, atol: item.atolThird ?? item.atol };
  yield compare("third", jacfwd(jacfwd(jacrev(flat)))(x), item.third, thirdTolerance);
}

/**
 * Derivatives of order 0, 1, … of a function of one number.
 *
 * @type {import("../check.mjs").Runner}
 */
export const highOrders = {
  recognises: ({ kind }) => kind === "highOrderScalar",

  *run({ grad, array, exp, sin }, item) {
    /** @type {(s: any) => any} */
    let f = (s) => exp(s.mul(s).neg()).mul(sin(s.mul(3)));
    for (const [order, wanted] of item.derivatives.entries()) {
      yield compare(`order ${order}`, f(array(item.x)).item(), wanted, toleranceOf(item));
      f = /** @type {any} */ (grad(f));
    }
  },
};

/**
 * What counts as constant has no gradient.
 *
 * @type {import("../check.mjs").Runner}
 */
export const detached = {
  recognises: ({ kind }) => kind === "detach",

  *run(engine, item) {
    const { grad, stopGradient } = engine;
    const f = (/** @type {any} */ x) => {
      const constant = stopGradient(x);
      return x.mul(constant).add(constant.mul(constant).mul(x)).sum();
    };
    yield compare("gradient", grad(f)(stored(engine)(item.x)), item.grad, toleranceOf(item));
  },
};

/**
 * PyTorch's style: gradients of two losses add up.
 *
 * @type {import("../check.mjs").Runner}
 */
export const accumulation = {
  recognises: ({ kind }) => kind === "accumulation",

  *run(/** @type {any} */ engine, item) {
    const { variable, prod, sin } = engine;
    const start = stored(engine)(item.x);
    const first = (/** @type {any} */ x) => x.pow(3).sum();
    const second = (/** @type {any} */ x) => prod(x).add(sin(x).sum());
    const x = variable(start);
    first(x).backward();
    yield compare("after the first", x.grad, item.gradAfterFirst, toleranceOf(item));
    second(x).backward();
    yield compare("after both", x.grad, item.gradAfterBoth, toleranceOf(item));
    x.zeroGrad();
    second(x).backward();
    yield compare("the second alone", x.grad, item.gradSecondAlone, toleranceOf(item));
  },
};

/**
 * Derivatives at 0 where the function has a kink or a pole.
 *
 * @type {import("../check.mjs").Runner}
 */
export const conventions = {
  recognises: ({ kind }) => kind === "convention",

  *run(/** @type {any} */ { grad, hessian, sqrt, pow, array }, item) {
    const slope = (/** @type {(x: any) => any} */ f) => Number(grad(f)(array(0)).item());
    const same = (
      /** @type {string} */ what,
      /** @type {number} */ got,
      /** @type {unknown} */ want,
    ) => ({
      what,
      error: Object.is(got, numberOf(want)) ? 0 : Infinity,
    });
    yield same("√x", slope(sqrt), item.jaxGradSqrt0);
    yield same(
      "√(x²)",
      slope((x) => sqrt(x.mul(x))),
      item.jaxGradSqrtSquare0,
    );
    yield same(
      "x²",
      slope((x) => pow(x, 2)),
      item.jaxGradPow0["x^2"],
    );
    yield same(
      "x¹",
      slope((x) => pow(x, 1)),
      item.jaxGradPow0["x^1"],
    );
    const square = (/** @type {any} */ v) => v.mul(v).sum();
    yield compare("|x|²", hessian(square)([0, 0]), item.jaxHessNormSquared0, toleranceOf(item));
  },
};

/** JSON has no infinities. */
function numberOf(/** @type {unknown} */ value) {
  return value === "inf" ? Infinity : value === "nan" ? NaN : Number(value);
}

/**
 * The functions as their code says.
 *
 * @typedef {any} Engine
 * @type {Record<string, (engine: Engine, x: any) => any>}
 */
const functions = {
  polynomial: (_, x) => {
    const [a, b] = [x.slice(0), x.slice(1)];
    return a.mul(a).mul(b).mul(3).sub(b.pow(3)).add(a);
  },
  rosenbrock: ({ square }, x) => {
    const [before, after] = [x.slice([0, -1]), x.slice([1])];
    return square(after.sub(square(before)))
      .mul(100)
      .add(square(before.mul(-1).add(1)))
      .sum();
  },
  "elementary vector map": ({ stack, exp, sin, log, tanh }, x) => {
    const [a, b, c] = [x.slice(0), x.slice(1), x.slice(2)];
    return stack([exp(a).mul(sin(b)), log(b.mul(b).add(1)).div(c), tanh(a.mul(c))]);
  },
  "unary chain": ({ arctan, sinh, sqrt, cosh, expm1, log1p }, x) =>
    arctan(sinh(x))
      .add(sqrt(cosh(x)))
      .add(expm1(x).mul(log1p(x.mul(x)))),
  "inverse trig": ({ arcsin, arccos, arctan2 }, x) =>
    arcsin(x.div(2))
      .add(arccos(x.div(3)))
      .add(arctan2(x, x.mul(x).add(1))),
  "erf gelu": ({ concat, nn, special }, x) => concat([nn.gelu(x), special.erf(x)]),
  "sigmoid family": ({ concat, nn }, x) =>
    concat([nn.sigmoid(x), nn.softplus(x), nn.silu(x), nn.logSigmoid(x)]),
  "broadcast add/mul": (_, x) =>
    x
      .add([1, 2, 3])
      .mul([[2], [-1]])
      .mul(x)
      .sum(0),
  "broadcast outer difference": ({ exp, square }, x) =>
    exp(square(x.reshape([-1, 1]).sub(x.reshape([1, -1]))).neg()).sum(),
  "gather with repeated indices": ({ at, square }, x) =>
    square(at(x, Int32Array.of(2, 0, 2, 1, 2)).get()).mul([1, 2, 3, 4, 5]),
  "strided slice": (_, x) =>
    x
      .slice([4, null, -2])
      .slice([0, 2])
      .mul(x.slice([1, 3])),
  "scatter-add": ({ at, zeros, square }, x) =>
    at(zeros([4]), Int32Array.of(0, 1, 1, 3)).add(square(x)),
  where: ({ where, sin }, x) => where(x.greater(0.5), x.mul(x), sin(x)),
  "where double-safe sqrt": ({ where, sqrt }, x) =>
    where(x.greater(0), sqrt(where(x.greater(0), x, 1)), 0),
  "maximum with ties": ({ maximum }, x) => maximum(x.slice([0, 3]), x.slice([3])).mul([1, 2, 3]),
  "reduce max with ties": ({ max }, x) => max(x),
  "reduce min distinct over axis": ({ min }, x) => min(x, 1),
  "relu at zero": ({ nn }, x) => nn.relu(x),
  "abs at zero": ({ abs }, x) => abs(x),
  clip: ({ clip }, x) => clip(x, -1, 1).mul(x),
  cumsum: ({ cumsum, square }, x) => square(cumsum(x)),
  cumprod: ({ cumprod }, x) => cumprod(x),
  "prod with one zero": ({ prod }, x) => prod(x),
  "prod with two zeros": ({ prod }, x) => prod(x),
  logsumexp: ({ logsumexp }, x) => logsumexp(x),
  softmax: ({ nn }, x) => nn.softmax(x).reshape([-1]),
  "cross-entropy with integer labels": ({ nn, at }, x) =>
    at(nn.logSoftmax(x), Int32Array.of(0, 1, 2), Int32Array.of(2, 0, 1))
      .get()
      .mean()
      .neg(),
  "variance and standardise": ({ variance, sqrt }, x) =>
    x.sub(x.mean()).div(sqrt(variance(x).add(1e-5))),
  einsum: ({ einsum }, x) =>
    einsum("ij,jk->ik", x.slice([0, 6]).reshape([2, 3]), x.slice([6]).reshape([3, 2])).reshape([
      -1,
    ]),
  "einsum trace/bilinear": ({ einsum }, x) => einsum("ij,jk,ki->", x, x, x),
  "transpose reshape concat": ({ concat, flip, square, arange }, x) =>
    square(concat([x.transpose().reshape([-1]), flip(x.reshape([-1]))])).mul(arange(1, 13)),
  conv2d: ({ conv, array, square }, x) => {
    const w = array([1, -2, 0.5, 3]).reshape([2, 2, 1, 1]);
    return square(conv(x.reshape([1, 4, 4, 1]), w)).reshape([-1]);
  },
  "conv2d wrt kernel, stride 2 SAME": ({ conv, arange, sin, tanh }, x) => {
    const image = sin(arange(5).reshape([5, 1]).add(1).add(arange(5).mul(2)));
    const options = { strides: 2, padding: "SAME" };
    return tanh(conv(image.reshape([1, 5, 5, 1]), x.reshape([3, 3, 1, 1]), options)).reshape([-1]);
  },
  "max pool": ({ maxPool, square }, x) =>
    square(maxPool(x.reshape([1, 4, 4, 1]), 2, { strides: 2 }).reshape([-1])),
  "avg pool + relu": ({ avgPool, nn }, x) =>
    nn.relu(avgPool(x.reshape([1, 3, 3, 1]), 2).reshape([-1])),
  "batch norm (training mode)": ({ variance, sqrt, square, arange }, x) => {
    const normal = x.sub(x.mean(0)).div(sqrt(variance(x, 0).add(1e-3)));
    return square(normal.mul([1.5, 0.5]).add([0.1, -0.2]))
      .mul(arange(1, 5).reshape([4, 1]))
      .sum(0);
  },
  "control flow: classic while loop": ({ sqrt, square }, a) => {
    let b = a.mul(2);
    while (sqrt(square(b).sum()).item() < 1000) b = b.mul(2);
    return b.sum().item() > 0 ? b : b.mul(100);
  },
  "newton sqrt iterations (fixed loop)": (_, x) => {
    let s = x;
    for (let k = 0; k < 10; k++) s = s.add(x.div(s)).div(2);
    return s;
  },
  "stop-gradient": ({ stopGradient }, x) => x.mul(stopGradient(x)).add(stopGradient(x.pow(3))),
  norm: ({ stack, sqrt, abs, square }, x) =>
    stack([sqrt(square(x).sum()), abs(x).sum(), abs(x).max()]),
  "power with variable exponent": ({ stack }, x) => {
    const [a, b] = [x.slice(0), x.slice(1)];
    return stack([a.pow(b), b.pow(a)]);
  },
  "integer powers of negative and zero base": ({ concat }, x) =>
    concat([x.pow(2), x.pow(3), x.pow(0)]),
  sort: ({ sort }, x) => sort(x).mul([1, 10, 100]),
  "physics energy": ({ sqrt, square }, x) => {
    /** @type {any} */
    let energy;
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < i; j++) {
        const pair = sqrt(
          square(x.slice(i).sub(x.slice(j)))
            .sum()
            .add(0.01),
        );
        energy = energy ? energy.sub(pair.pow(-1)) : pair.pow(-1).neg();
      }
    }
    return energy;
  },
};

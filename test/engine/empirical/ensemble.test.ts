import { expect, it } from "vitest";
import {
  array,
  DomainError,
  monteCarlo,
  mul,
  optim,
  predict,
  random,
  stax,
  sub,
  type NDArray,
} from "../../../engine/index.js";
import { distance, inputs } from "./networks.js";

const network = stax.serial(stax.dense(6, { bStd: 0.2 }), stax.erf(), stax.dense(1));
const [x, y, others] = [inputs(1, [5, 2]), inputs(2, [5, 1]), inputs(3, [4, 2])];
const options = { key: random.key(4), members: 3, optimiser: optim.adam(0.05), steps: 8 };

it("trains every member as it would be alone", () => {
  const trained = monteCarlo.ensemble(network, x, y, options);
  const apply = (p: typeof params, given: NDArray) => network.apply(p, given);
  const { params } = network.init(random.foldIn(options.key, 1), x.shape);
  const loss = (p: typeof params): NDArray => {
    const error = sub(apply(p, x), y);
    return mul(mul(error, error).mean(), 0.5);
  };
  const alone = optim.minimise(loss, params, optim.adam(0.05), { steps: 8 });
  const own = trained.losses.slice([0, 8], 1);
  // Sums over members and over examples round differently.
  expect(distance(own, array(alone.losses))).toBeLessThan(1e-13);
  const wanted = apply(alone.params, others);
  expect(distance(trained.outputs(others).slice(1), wanted)).toBeLessThan(1e-12);
  expect(distance(network.apply(trained.member(1), others), wanted)).toBeLessThan(1e-12);
});

it("gives mean and spread over the members", () => {
  const trained = monteCarlo.ensemble(network, x, y, { ...options, steps: 2 });
  const outputs = trained.outputs(others);
  const [a, b, c] = [0, 1, 2].map((k) => outputs.get(k, 3, 0)) as [number, number, number];
  const mean = (a + b + c) / 3;
  const spread = Math.sqrt(((a - mean) ** 2 + (b - mean) ** 2 + (c - mean) ** 2) / 2);
  expect(trained.mean(others).get(3, 0)).toBeCloseTo(mean, 13);
  expect(trained.std(others).get(3, 0)).toBeCloseTo(spread, 13);
});

it("hands losses and outputs over before each step, and stops when told", () => {
  const seen: number[][] = [];
  const shapes: (readonly number[])[] = [];
  const trained = monteCarlo.ensemble(network, x, y, {
    ...options,
    onStep: ({ step, losses, outputs }) => {
      seen.push([...losses]);
      shapes.push(outputs(others).shape);
      return step === 2;
    },
  });
  expect(shapes[0]).toEqual([3, 4, 1]);
  expect(trained.losses.toArray()).toEqual(seen);
});

it("is, of wide networks, what the infinite one is expected to be", () => {
  const wide = stax.serial(stax.dense(128, { bStd: 0.3 }), stax.erf(), stax.dense(1));
  const [members, steps, rate] = [24, 15, 0.5];
  const trained = monteCarlo.ensemble(wide, x, y, {
    ...{ key: random.key(5), members, steps },
    optimiser: optim.sgd(rate),
  });
  const infinite = predict.gradientDescentMseEnsemble(wide.kernel, x, y);
  const { mean } = infinite(steps * rate, others, { get: "ntk" });
  const error = trained.std(others).div(Math.sqrt(members));
  // Four entries, of which none is beyond 4.5 standard errors but once in 30,000 keys; the time is discrete and
  // the width finite, which shifts means by some hundredths of the spread.
  const z = sub(trained.mean(others), mean).div(error);
  expect(z.abs().max().item()).toBeLessThan(4.5);
});

it("refuses targets that would broadcast against the outputs", () => {
  expect(() => monteCarlo.ensemble(network, x, y.slice([], 0), options)).toThrow(
    /a member gives \[5, 1\] and the targets are \[5\], which would broadcast/,
  );
});

it("refuses no count of steps by its own name", () => {
  const none = { ...options, steps: -1 };
  expect(() => monteCarlo.ensemble(network, x, y, none)).toThrow("monteCarlo.ensemble: steps = -1");
});

it("refuses no members", () => {
  const none = { ...options, members: 0 };
  expect(() => monteCarlo.ensemble(network, x, y, none)).toThrow(DomainError);
});

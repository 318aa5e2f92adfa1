import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  array,
  InterruptError,
  matmul,
  mul,
  type NDArray,
  optim,
  pow,
  random,
  sin,
  tanh,
} from "../../../engine/index.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";

const { adam, cosineSchedule, gaussNewton, minimise, sgd } = optim;

/** PyTorch's runs, and how each is said here. */
const { runs } = JSON.parse(
  readFileSync(new URL("trajectories.json", import.meta.url), "utf8"),
) as { readonly runs: readonly { name: string; losses: number[]; end: number[] }[] };

const optimisers: Readonly<Record<string, optim.Optimiser>> = {
  "sgd 0.05": sgd(0.05),
  "heavy ball 0.05, 0.9": sgd(0.05, { momentum: 0.9 }),
  "nesterov 0.05, 0.9": sgd(0.05, { momentum: 0.9, kind: "nesterov" }),
  "adam 0.1": adam(0.1),
  "adam 0.1, 0.8, 0.95, 1e-3": adam(0.1, { beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
  "adamw 0.1, decay 0.2": adam(0.1, { weightDecay: 0.2 }),
};

const slopes = array([0.5, -0.2, 1]);
const landscape = (x: NDArray): NDArray =>
  pow(x, 4)
    .div(4)
    .sub(mul(x, x))
    .add(mul(x, slopes))
    .sum()
    .add(sin(mul(x.slice(0), x.slice(1))));

describe("minimise", () => {
  it.each(runs)("goes PyTorch's way: $name", ({ name, losses, end }) => {
    const found = minimise(landscape, array([1, -1.5, 0.3]), optimisers[name] as optim.Optimiser, {
      steps: 25,
    });
    // Rounding errors grow along the way; the landscape is not convex.
    losses.forEach((loss, k) => expect(found.losses[k]).toBeCloseTo(loss, 11));
    end.forEach((x, k) => expect(found.params.data[k]).toBeCloseTo(x, 10));
  });

  it("keeps the tree, the shapes and the dtypes of the parameters", () => {
    const start = { w: array([[1, 2]], { dtype: "float32" }), b: [array(0.5)] };
    const { params } = minimise(
      ({ w, b }) =>
        mul(w, w)
          .sum()
          .add(mul(b[0] as NDArray, 3)),
      start,
      adam(0.01),
      { steps: 3 },
    );
    expect(params.w).toMatchObject({ shape: [1, 2], dtype: "float32" });
    expect(params.b[0]).toMatchObject({ shape: [], dtype: "float64" });
  });

  it("estimates gradients forward when asked to, and descends on average", () => {
    const bowl = (x: NDArray): NDArray => mul(x, x).sum();
    const options = { steps: 400, forward: random.key(1) };
    const { params, losses } = minimise(bowl, array([1, -2, 3]), sgd(0.05), options);
    // E|x − η (g·v) v|² = |x|² (1 − 4η + 4η²(n + 2)) = 0.85 |x|² for n = 3, η = 0.05.
    expect(bowl(params).item()).toBeLessThan(1e-6 * (losses[0] as number));
  });

  it("tells of every step, and stops when it is told to", () => {
    const steps: number[] = [];
    const { losses } = minimise((x: NDArray) => mul(x, x), array(1), sgd(0.1), {
      steps: 100,
      onStep: ({ step, loss, params }) => {
        steps.push(step);
        expect(loss).toBeCloseTo(Number(params.item()) ** 2, 14);
        return step === 4;
      },
    });
    expect(steps).toEqual([0, 1, 2, 3, 4]);
    expect(losses).toHaveLength(5);
  });

  it("takes learning rates that change", () => {
    const rate = cosineSchedule(0.2, 10);
    expect([rate(0), rate(5), rate(10), rate(99)]).toEqual([0.2, expect.closeTo(0.1, 15), 0, 0]);
    const { params } = minimise((x: NDArray) => x, array(0), sgd(rate), { steps: 10 });
    const total = Array.from({ length: 10 }, (_, k) => rate(k)).reduce((a, b) => a + b);
    expect(params.item()).toBeCloseTo(-total, 14);
  });

  it("says when the loss is no number any more, and what to do", () => {
    const steep = (x: NDArray): NDArray => pow(x, 4).sum();
    expect(() => minimise(steep, array([3]), sgd(1), { steps: 50 })).toThrow(
      /optim\.minimise: the loss is (Infinity|NaN) at step \d+ of sgd; lower the learning rate/,
    );
    expect(() => minimise(steep, array([3]), sgd(1), { steps: 1.5 })).toThrow("steps = 1.5");
    expect(() => sgd(1, { momenta: 1 } as object)).toThrow('there is no option "momenta"');
    expect(() => cosineSchedule(1, 0)).toThrow("steps = 0");
  });

  it("can be interrupted", () => {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    setInterruptFlag(flag);
    try {
      const stop = (): undefined => void (flag[0] = 1);
      expect(() =>
        minimise((x: NDArray) => mul(x, x), array(1), sgd(0.1), { steps: 9, onStep: stop }),
      ).toThrow(InterruptError);
    } finally {
      setInterruptFlag(null);
    }
  });
});

describe("Gauss–Newton", () => {
  const x = random.normal(random.key(0), [6, 4]);
  const truth = array([0.3, -0.2, 0.1, 0.4]);
  const y = tanh(matmul(x, truth));
  const residuals = (w: NDArray): NDArray => tanh(matmul(x, w)).sub(y);

  it("solves a linear problem in one step", () => {
    const { params, losses } = gaussNewton(
      (w: NDArray) => matmul(x, w).sub(matmul(x, truth)),
      array([0, 0, 0, 0]),
      { steps: 2, damping: 1e-14 },
    );
    truth.data.forEach((value, k) => expect(params.data[k]).toBeCloseTo(value, 11));
    expect(losses[1]).toBeLessThan(1e-22);
  });

  it("takes the same steps from the kernel's side", () => {
    const start = array([0, 0, 0, 0]);
    const sides = (["parameters", "kernel"] as const).map(
      (side) => gaussNewton(residuals, start, { steps: 3, damping: 0.1, side }).params,
    );
    sides[0]?.data.forEach((value, k) => expect(sides[1]?.data[k]).toBeCloseTo(value, 12));
  });

  it("converges quadratically to parameters that fit", () => {
    const { params, losses } = gaussNewton(residuals, array([0, 0, 0, 0]), {
      steps: 8,
      damping: 1e-12,
    });
    truth.data.forEach((value, k) => expect(params.data[k]).toBeCloseTo(value, 10));
    expect(losses.at(-1)).toBeLessThan(1e-20);
  });

  it("stays where no parameter moves a residual", () => {
    const flat = (w: NDArray): NDArray => w.mul(w).sub(1);
    expect(gaussNewton(flat, array([0, 0]), { steps: 2 }).params.toArray()).toEqual([0, 0]);
  });

  it("fits a wide network by way of its tangent kernel", () => {
    const keys = random.split(random.key(5), 2);
    const width = 200;
    const start = {
      w: random.normal(keys[0] as random.Key, [4, width]),
      v: random.normal(keys[1] as random.Key, [width]),
    };
    const network = ({ w, v }: typeof start): NDArray =>
      matmul(tanh(matmul(x, w)), v).div(Math.sqrt(width));
    const { losses } = gaussNewton((p: typeof start) => network(p).sub(y), start, { steps: 6 });
    expect(losses.at(-1)).toBeLessThan(1e-10 * (losses[0] as number));
  });
});

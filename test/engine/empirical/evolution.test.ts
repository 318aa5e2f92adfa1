import { describe, expect, it } from "vitest";
import {
  array,
  DomainError,
  empirical,
  eye,
  matmul,
  mul,
  ShapeError,
  spectrum,
  stax,
  sub,
  type NDArray,
} from "../../../engine/index.js";
import { inputs } from "./networks.js";

/** f = ½ (x·w)², whose gradient is (x·w) x. */
const x = inputs(1, [6, 3]);
const f = (w: NDArray, y: NDArray): NDArray => mul(matmul(y, w).pow(2), 0.5);
function kernelAt(w: NDArray): NDArray {
  const gradients = mul(x, matmul(x, w).reshape([-1, 1]));
  return matmul(gradients, gradients, { transposeB: true });
}
const norm = (a: NDArray): number => Math.sqrt(mul(a, a).sum().item());

describe("a tangent kernel that is followed through training", () => {
  const [start, end] = [inputs(2, [3]), inputs(3, [3])];
  const targets = inputs(4, [6]);

  it("is compared with the first by its direction, its length and its eigenvectors", () => {
    const follow = empirical.evolution(f, x, { targets, directions: 2 });
    const first = follow(start);
    const last = follow(end);
    expect([first.distance, first.relativeChange, first.step]).toEqual([0, 0, 0]);
    expect(first.turn).toBeLessThan(1e-14);
    const [a, b] = [kernelAt(start), kernelAt(end)];
    expect(last.distance).toBeCloseTo(1 - mul(a, b).sum().item() / (norm(a) * norm(b)), 12);
    expect(last.step).toBe(last.distance);
    expect(last.relativeChange).toBeCloseTo(norm(sub(b, a)) / norm(a), 12);
    expect(last.alignment).toBeCloseTo(spectrum.alignment(b, targets), 12);
    expect(last.turn).toBeCloseTo(empirical.eigenvectorChange(a, b, 2), 10);
    const trace = last.eigenvalues.sum().item();
    expect(trace / b.mul(eye(6)).sum().item()).toBeCloseTo(1, 12);
  });

  it("does not turn where it only grows", () => {
    const follow = empirical.evolution(f, x);
    follow(start);
    const { distance, relativeChange, turn, alignment } = follow(mul(start, 2));
    // The kernel of twice the weights is four times as large.
    expect(relativeChange).toBeCloseTo(3, 12);
    expect(distance).toBeLessThan(1e-15);
    expect(turn).toBeLessThan(1e-12);
    expect(alignment).toBeNaN();
  });

  it("must be one matrix", () => {
    const full = empirical.evolution((w: NDArray, y: NDArray) => matmul(y, w), x, {
      traceAxes: [],
    });
    expect(() => full(inputs(5, [3, 2]))).toThrow(ShapeError);
    expect(() => full(inputs(5, [3, 2]))).toThrow("trace all of its axes");
  });
});

describe("distances of kernels", () => {
  it("keep their digits where kernels are close", () => {
    const e = 1e-9;
    const apart = empirical.kernelDistance([[1, 0], [0, 0]], [[1, e], [0, 0]]); // prettier-ignore
    // 1 − 1/√(1 + e²) = e²/2 up to e⁴.
    expect(apart / (e * e * 0.5)).toBeCloseTo(1, 8);
  });

  it("are those of subspaces, whatever their bases", () => {
    const angle = 0.3;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const turned = array([[c * c, c * s], [c * s, s * s]]); // prettier-ignore
    expect(empirical.eigenvectorChange([[1, 0], [0, 0]], turned, 1)).toBeCloseTo(s * s, 12); // prettier-ignore
    expect(empirical.eigenvectorChange([[1, 0], [0, 0]], turned, 2)).toBeCloseTo(0, 12); // prettier-ignore
  });

  it("refuse what is no pair of kernels", () => {
    expect(() => empirical.kernelDistance([[1]], [[1, 2]])).toThrow("[1, 1] and [1, 2]");
    expect(() => empirical.kernelDistance([[0]], [[1]])).toThrow(DomainError);
    expect(() => empirical.eigenvectorChange([[1]], [[1]], 2)).toThrow("count = 2; use 1 … 1");
  });
});

describe("what empirical kernels say of the wrong parameters", () => {
  it("is their tree", () => {
    type Layers = readonly [{ w: NDArray }, { w: NDArray }];
    const deep = (p: Layers, y: NDArray) => matmul(matmul(y, p[0].w), p[1].w);
    const other = { w: eye(3) } as unknown as Layers;
    expect(() => empirical.ntk(deep)(x, null, other)).toThrow(ShapeError);
    expect(() => empirical.ntk(deep)(x, null, other)).toThrow("params.w: float64 [3, 3]");
    expect(() => empirical.nngp(deep)(x, null, other)).toThrow("params.w: float64 [3, 3]");
  });

  it("is their tree, too, where the network itself refuses them", () => {
    const network = stax.serial(stax.dense(4), stax.dense(1));
    const f = (p: never, y: NDArray): NDArray => network.apply(p, y);
    const other = [{ w: eye(3) }, { w: eye(3) }, { w: eye(3) }] as never;
    const kernel = (): void => {
      empirical.ntk(f)(x, null, other);
    };
    expect(kernel).toThrow(/3 parameters for 2 layers.*params\[1\]\.w: float64 \[3, 3\]/);
  });

  it("is, of an f that mixes examples, that it does, for covariances too", () => {
    const centred = (w: NDArray, y: NDArray) => matmul(sub(y, y.mean(0)), w);
    expect(() => empirical.nngp(centred)(x, null, inputs(6, [3, 2]))).toThrow("f mixes examples");
  });
});

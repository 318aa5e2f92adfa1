import { afterEach, describe, expect, it, vi } from "vitest";
import {
  add,
  checkpoint,
  cos,
  customVjp,
  grad,
  jit,
  linspace,
  matmul,
  mul,
  type NDArray,
  nn,
  reshape,
  scan,
  sin,
  sub,
  transpose,
} from "../../../engine/index.js";

/** Bytes of the buffers that are made while `f` runs, each for itself. */
function buffersMadeBy(f: () => unknown): readonly number[] {
  const made: number[] = [];
  const counting = <C extends new (...args: never[]) => { readonly byteLength: number }>(
    type: C,
  ): C =>
    new Proxy(type, {
      construct(target, args, newTarget) {
        const result: unknown = Reflect.construct(
          target,
          args,
          newTarget === counted.get(target) ? target : newTarget,
        );
        // A view of what is there already makes nothing.
        if (!(args[0] instanceof ArrayBuffer || args[0] instanceof SharedArrayBuffer)) {
          made.push((result as { byteLength: number }).byteLength);
        }
        return result as object;
      },
    });
  const counted = new Map<unknown, unknown>();
  for (const name of [
    "Float64Array",
    "Float32Array",
    "Int32Array",
    "Uint8Array",
    "SharedArrayBuffer",
  ] as const) {
    const type = globalThis[name] as new (...args: never[]) => { readonly byteLength: number };
    const stub = counting(type);
    counted.set(type, stub);
    vi.stubGlobal(name, stub);
  }
  f();
  vi.unstubAllGlobals();
  return made;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const matrix = (rows: number, columns: number): NDArray =>
  linspace(-1, 1, rows * columns)
    .reshape([rows, columns])
    .astype("float32");

describe("a jitted function that runs again", () => {
  const [w1, w2] = [matrix(784, 64), matrix(64, 10)];
  const [x, y] = [matrix(128, 784), matrix(128, 10)];
  const loss = (params: readonly NDArray[], inputs: NDArray, targets: NDArray): NDArray => {
    const [first, second] = params as [NDArray, NDArray];
    const hidden = nn.relu(matmul(inputs, first));
    return mul(targets, nn.logSoftmax(matmul(hidden, second)))
      .sum()
      .mul(-1 / 128);
  };
  const descent = (params: readonly NDArray[], inputs: NDArray, targets: NDArray): NDArray[] =>
    grad(loss)(params, inputs, targets).map(
      (g, k) => sub(params[k] as NDArray, g.mul(0.1)) as NDArray,
    );

  it("makes no buffers but those of its outputs: a step of training", () => {
    const step = jit(descent);
    const expected = descent([w1, w2], x, y);
    step([w1, w2], x, y);
    let results: NDArray[] = [];
    const made = buffersMadeBy(() => (results = step([w1, w2], x, y)));
    const large = made.filter((bytes) => bytes > 64).sort();
    const sizes = results.map(({ data }) => data.byteLength);
    expect(large).toEqual(large.filter((bytes) => sizes.includes(bytes)));
    expect(large.length).toBeLessThanOrEqual(sizes.length);
    expect(results.map(({ data }) => data)).toEqual(expected.map(({ data }) => data));
  });

  it("keeps what it gave, however often it runs", () => {
    const f = jit((v: NDArray) => {
      const inner = sin(mul(v, 2));
      return [reshape(inner, [-1]), add(inner, 1), transpose(inner)] as const;
    });
    const inputs = [1, 2, 3].map((k) => mul(matrix(50, 60), k));
    const first = inputs.map((v) => f(v));
    inputs.forEach((v, k) => {
      const inner = sin(mul(v, 2));
      const expected = [inner.data, add(inner, 1).data, transpose(inner).data];
      expect(first[k]?.map(({ data }) => data)).toEqual(expected);
    });
  });

  it("uses memory again only when nothing looks at it", () => {
    const f = jit((v: NDArray) => {
      const inner = sin(v);
      const view = reshape(inner, [-1]);
      const other = sin(view.mul(3)).reshape(v.shape).sum();
      return add(matmul(reshape(view, v.shape), transpose(inner)), other);
    });
    const g = (v: NDArray): NDArray =>
      add(matmul(sin(v), transpose(sin(v))), sin(sin(v).mul(3)).sum());
    const v = matrix(40, 40).add(0.5);
    f(v);
    expect(f(v).data).toEqual(g(v).data);
  });

  it("leaves the arrays that a person's own rule gets alone", () => {
    const kept: NDArray[] = [];
    const double = customVjp(
      (v: NDArray) => {
        kept.push(v);
        return mul(v, 2);
      },
      (v: NDArray) => [mul(v, 2), null],
      (_, cotangent) => [mul(cotangent as NDArray, 2)],
    );
    const f = jit((v: NDArray) => {
      const inner = sin(v);
      return mul(double(inner), sin(cos(inner)));
    });
    const v = matrix(50, 60);
    for (let k = 1; k <= 3; k++) f(mul(v, k));
    const seen = kept.slice(-3).map(({ data }) => data);
    expect(seen).toEqual([1, 2, 3].map((k) => sin(mul(v, k)).data));
  });

  it("leaves them alone in the programs of loops and checkpoints, on the way back too", () => {
    const kept: { readonly array: NDArray; readonly was: Float64Array }[] = [];
    const keep = (v: NDArray): void => {
      if (v.trace === undefined) kept.push({ array: v, was: v.data.slice() as Float64Array });
    };
    const double = customVjp(
      (v: NDArray) => (keep(v), mul(v, 2)),
      (v: NDArray) => (keep(v), [mul(v, 2), v]),
      (saved, cotangent) => {
        [saved, cotangent as NDArray].forEach(keep);
        return [mul(cotangent as NDArray, 2)];
      },
    );
    const inner = (v: NDArray): NDArray => mul(double(sin(v)), cos(double(cos(v))));
    const f = (v: NDArray): NDArray =>
      scan((carry: NDArray) => [checkpoint(inner)(carry), carry.sum()], v, null, { length: 3 })[0]
        .mul(1)
        .sum();
    const step = jit(grad(f));
    const v = matrix(50, 60);
    for (let k = 1; k <= 3; k++) {
      expect(step(mul(v, k)).data).toEqual(grad(f)(mul(v, k)).data);
    }
    expect(kept.length).toBeGreaterThan(18);
    for (const { array, was } of kept) expect(array.data).toEqual(was);
  });

  it("runs again after it was broken off", () => {
    let fails = false;
    const fragile = customVjp(
      (v: NDArray) => {
        if (fails) throw new Error("broken off");
        return mul(v, 2);
      },
      (v: NDArray) => [mul(v, 2), null],
      (_, cotangent) => [cotangent],
    );
    const f = jit((v: NDArray) => fragile(sin(mul(v, 2))).sum(0));
    const v = matrix(70, 80);
    const expected = f(v).data;
    fails = true;
    expect(() => f(v)).toThrow("broken off");
    fails = false;
    expect(f(v).data).toEqual(expected);
  });
});

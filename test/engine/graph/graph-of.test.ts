import { describe, expect, it } from "vitest";
import { graphOf, matmul, type NDArray, sin, tanh } from "../../../engine/index.js";
import { zeros } from "../../../engine/array/create.js";

describe("graphOf", () => {
  it("gives the program as text, an equation a line", () => {
    expect(graphOf((x: NDArray) => sin(x).mul(2))(zeros([3])).text).toBe(
      "{ lambda a:float64[3]. let\n    b:float64[3] = sin a\n    c:float64[3] = mul b 2\n  in (c) }",
    );
  });

  const net = (w: NDArray, x: NDArray): NDArray => tanh(matmul(x, w));
  const [w, x] = [zeros([30, 20]), zeros([10, 30])];

  it("gives nodes with shapes, flops and bytes; every node comes after what it reads", () => {
    const { nodes, outputs, cost } = graphOf(net)(w, x);
    expect(nodes.map(({ name }) => name)).toEqual(["0", "1", "matmul", "tanh"]);
    const [, , product] = nodes;
    expect(product).toMatchObject({ kind: "operation", inputs: [1, 0], shape: [10, 20] });
    expect(product?.flops).toBe(2 * 10 * 20 * 30);
    expect(product?.bytes).toBe(8 * (300 + 600 + 200));
    expect(outputs).toEqual([3]);
    expect(cost.backward.flops).toBe(0);
  });

  it("tells the reverse accumulation from the function; it costs the two products", () => {
    const { nodes, cost, outputs } = graphOf(net, { backward: true })(w, x);
    const products = nodes.filter(({ name, phase }) => name === "matmul" && phase === "backward");
    expect(products).toHaveLength(2);
    expect(cost.backward.flops).toBeGreaterThanOrEqual(2 * (2 * 10 * 20 * 30));
    expect(outputs.map((id) => nodes[id]?.shape)).toEqual([
      [10, 20],
      [30, 20],
      [10, 30],
    ]);
    for (const { id, inputs } of nodes) expect(inputs.every((input) => input < id)).toBe(true);
  });
});

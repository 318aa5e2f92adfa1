import { describe, expect, it } from "vitest";
import { graphBundle, graphPayload } from "../../../engine/display/graph.js";
import { displaySymbol } from "../../../engine/display/display.js";
import { MIME, type GraphPayload } from "../../../engine/display/payload.js";
import { array, graphOf, matmul, tanh, type NDArray } from "../../../engine/index.js";
import { boxWords, graphSummary, walkedGraph } from "../../../renderer/graph/neighbours.js";
import { PayloadError } from "../../../renderer/payload/check.js";
import { parseGraph } from "../../../renderer/payload/graph.js";

const f = (x: NDArray, w: NDArray) => tanh(matmul(x, w)).sum();
const program = graphOf(f, { backward: true })(array([[1, 2]]), array([[1], [2]]));

function drawn(): GraphPayload {
  const payload = graphPayload(program, {});
  if (payload === null) throw new Error("the graph was not drawn");
  return parseGraph(JSON.parse(JSON.stringify(payload)));
}

describe("the payload of a graph", () => {
  it("has a box for every node and an edge for everything that is read", () => {
    const { nodes, edges } = drawn();
    expect(nodes.map(({ detail }) => detail)).toEqual(
      program.nodes.map(({ dtype, shape }) => `${dtype}[${shape.join(", ")}]`),
    );
    const links = new Set(
      program.nodes.flatMap(({ id, inputs }) => inputs.map((i) => `${i} ${id}`)),
    );
    expect(new Set(edges.map(({ from, to }) => `${from} ${to}`))).toEqual(links);
    expect(nodes.filter(({ result }) => result)).toHaveLength(new Set(program.outputs).size);
  });

  it("has each box below what it reads, inside the drawing, and on no other", () => {
    const { nodes, edges, width, height } = drawn();
    for (const { from, to } of edges)
      expect(nodes[to]?.y).toBeGreaterThan((nodes[from]?.y ?? Infinity) + 38);
    nodes.forEach((box, k) => {
      expect(box.x - box.width / 2).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width / 2).toBeLessThanOrEqual(width);
      expect(box.y + box.height / 2).toBeLessThanOrEqual(height);
      for (const other of nodes.slice(k + 1)) {
        const beside = Math.abs(box.x - other.x) >= (box.width + other.width) / 2;
        expect(beside || Math.abs(box.y - other.y) >= box.height).toBe(true);
      }
    });
  });

  it("says of an operation what it reads and costs", () => {
    const { nodes } = drawn();
    // After two arguments and the cotangent. 1 × 2 by 2 × 1: two products and two sums; 16 + 16 bytes read, 8 written.
    const product = nodes.find(({ identity }) => /matmul|dot/.test(identity));
    expect(product?.identity).toMatch(/^%3 = \w+.*\(%0, %1\), 4 flops, 40 bytes, forward$/);
  });

  it("comes with pictures and a text, and by itself as a cell's value", () => {
    const bundle = graphBundle(program, { title: "a < b & c" });
    expect(bundle["image/svg+xml"]).toContain("a &#60; b &#38; c");
    expect([...(bundle["image/png"] as Uint8Array).slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(bundle["text/plain"]).toBe(`a < b & c\n${program.text}`);
    const own = Reflect.get(program, displaySymbol) as () => Record<string, unknown>;
    expect(Object.keys(own())).toContain(MIME.graph);
    expect(Object.keys(program)).toEqual(["nodes", "outputs", "cost", "text"]);
  });

  it("is its text where there are too many boxes to draw", () => {
    const chain = graphOf((x: NDArray) => Array.from({ length: 401 }).reduce<NDArray>(tanh, x))(
      array(1),
    );
    const bundle = graphBundle(chain);
    expect(Object.keys(bundle)).toEqual(["text/plain"]);
    expect(bundle["text/plain"]).toContain("402 operations and values are too many to draw");
  });
});

describe("walking a graph", () => {
  it("goes up to what a box reads and down to its reader, and stays at the ends", () => {
    const graph = drawn();
    expect(walkedGraph(graph, null, "ArrowDown")).toBe(0);
    expect(walkedGraph(graph, 0, "ArrowDown")).toBe(3);
    expect(walkedGraph(graph, 3, "ArrowUp")).toBe(0);
    expect(walkedGraph(graph, 0, "ArrowUp")).toBe(0);
    expect(walkedGraph(graph, 0, "ArrowLeft")).toBe(0);
    expect(walkedGraph(graph, 0, "End")).toBe(graph.nodes.length - 1);
    expect(walkedGraph(graph, 0, "x")).toBeNull();
    expect(walkedGraph({ ...graph, nodes: [], edges: [] }, null, "ArrowDown")).toBeNull();
  });

  it("is told in words", () => {
    const graph = drawn();
    expect(boxWords(graph, 0)).toMatch(/^input 0 float64\[1, 2\]: %0: input 0; read by \d$/);
    expect(graphSummary(graph)).toMatch(/boxes, \d+ of them backward, \d+ edges$/);
  });
});

describe("a graph from anybody", () => {
  const box = {
    ...{ name: "a", detail: "", identity: "", tone: "forward", result: false },
    ...{ x: 0, y: 0, width: 10, height: 10 },
  };
  const good = { version: 1, title: "", text: "", width: 9, height: 9, nodes: [box], edges: [] };

  it.each([
    ["a newer version", { version: 2 }, /update the extension/],
    ["a huge size", { width: 1e9 }, /width is 1000000000/],
    ["a million boxes", { nodes: new Array(1e6).fill(box) }, /more than 400/],
    ["a place that is NaN", { nodes: [{ ...box, x: null }] }, /nodes\[0\].x is not a finite/],
    ["a tone of script", { nodes: [{ ...box, tone: "<script>" }] }, /tone is none of/],
    ["an edge to nowhere", { edges: [{ from: 0, to: 1, points: [] }] }, /edges\[0\].to is 1/],
    ["half a point", { edges: [{ from: 0, to: 0, points: [1] }] }, /lacks a y/],
  ])("with %s is refused and says why", (_, change, why) => {
    const read = () => parseGraph({ ...good, ...change });
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(why);
  });
});

import { describe, expect, it } from "vitest";
import { graphBundle, graphPayload } from "../../../engine/display/graph.js";
import { displaySymbol, setDisplaySink, type Display } from "../../../engine/display/display.js";
import { closedAtFirst, folded, outermost } from "../../../engine/display/drawing/graph/fold.js";
import { layered, type PlacedGraph } from "../../../engine/display/drawing/graph/layered.js";
import { placedBy } from "../../../engine/display/drawing/graph/places.js";
import { networkOf } from "../../../engine/display/network/of-layers.js";
import { MIME, type GraphPayload, type GraphPlaces } from "../../../engine/display/payload.js";
import {
  array,
  graphOf,
  matmul,
  namedScope,
  random,
  ShapeError,
  show,
  stax,
  tanh,
  type Graph,
  type NDArray,
} from "../../../engine/index.js";
import { boxWords, graphSummary, walkedGraph } from "../../../renderer/graph/neighbours.js";
import { PayloadError } from "../../../renderer/payload/check.js";
import { parseGraph } from "../../../renderer/payload/graph.js";

const f = (x: NDArray, w: NDArray) => tanh(matmul(x, w)).sum();
const program = graphOf(f, { backward: true })(array([[1, 2]]), array([[1], [2]]));

const parsed = (of: Graph): GraphPayload =>
  parseGraph(JSON.parse(JSON.stringify(graphPayload(of))));
const drawn = (): PlacedGraph => placed(parsed(program), []);

function placed(payload: GraphPayload, closed: readonly number[]): PlacedGraph {
  return layered(folded(payload, new Set(closed)), payload.groups);
}

describe("the layout of a large graph", () => {
  const chain = graphOf((x: NDArray) => {
    let y = x;
    for (let k = 0; k < 110; k++) y = tanh(y);
    return y;
  })(array([1, 2]));
  const sent = (): Record<string, unknown> =>
    JSON.parse(JSON.stringify(graphBundle(chain)[MIME.graph])) as Record<string, unknown>;
  const visible = (graph: GraphPayload) => folded(graph, new Set());

  it("comes along, and is the one that would be made of it", () => {
    const graph = parseGraph(sent());
    expect(placedBy(graph, visible(graph))).toEqual(placed(graph, []));
    expect(graphBundle(program)[MIME.graph]).not.toHaveProperty("places");
  });

  it("is left aside where it is that of other boxes", () => {
    const graph = parseGraph(sent());
    const { places, ...alone } = graph;
    expect(placedBy(alone, visible(graph))).toBeNull();
    const fewer = { ...(places as GraphPlaces), boxes: [1, 2] };
    expect(placedBy({ ...graph, places: fewer }, visible(graph))).toBeNull();
    const astray = { ...(places as GraphPlaces), edges: [{ from: 0, to: 399, points: [] }] };
    expect(placedBy({ ...graph, places: astray }, visible(graph))).toBeNull();
  });

  it.each([
    ["width", 1e9],
    ["boxes", ["x"]],
    ["boxes", [1e6]],
    ["edges", [{ from: 0, to: 4000, points: [] }]],
    ["edges", 3],
  ])("with %s %j is refused", (name, value) => {
    const graph = sent();
    const places = { ...(graph["places"] as object), [name]: value };
    expect(() => parseGraph({ ...graph, places })).toThrow(PayloadError);
  });
});

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
    expect(Object.keys(program)).toEqual(["nodes", "groups", "outputs", "cost", "text"]);
  });

  it("is its text where there are too many boxes to draw", () => {
    const chain = graphOf((x: NDArray) => Array.from({ length: 401 }).reduce<NDArray>(tanh, x))(
      array(1),
    );
    const bundle = graphBundle(chain);
    expect(Object.keys(bundle)).toEqual(["text/plain"]);
    expect(bundle["text/plain"]).toContain(
      "402 operations and values are too many, or too entangled, to draw",
    );
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
    expect(walkedGraph({ nodes: [], edges: [] }, null, "ArrowDown")).toBeNull();
  });

  it("is told in words", () => {
    const graph = drawn();
    expect(boxWords(graph, 0)).toMatch(/^input 0 float64\[1, 2\]: %0: input 0; read by \d$/);
    expect(graphSummary(parsed(program))).toMatch(/boxes, \d+ of them backward, \d+ edges$/);
  });
});

const net = stax.serial(
  stax.dense(3),
  stax.relu(),
  stax.serial(stax.dense(3), stax.erf()),
  stax.dense(1),
);
const { params } = net.init(random.key(0), [2, 4]);
const loss = (p: typeof params, x: NDArray) => net.apply(p, x).sum();
const layers = graphOf(loss, { backward: true })(params, random.normal(random.key(1), [2, 4]));

describe("a graph of layers", () => {
  it("has a group for each layer, apart for each direction, inside of the composition around it", () => {
    const forward = layers.groups.filter(({ phase }) => phase === "forward");
    expect(forward.map(({ name }) => name)).toEqual([
      "dense(3)",
      "relu",
      "serial",
      "dense(3)",
      "erf",
      "dense(1)",
    ]);
    expect(forward.map(({ parent }) => parent)).toEqual([null, null, null, 2, 2, null]);
    const backward = layers.groups.filter(({ phase }) => phase === "backward");
    expect(new Set(backward.map(({ name }) => name))).toEqual(
      new Set(forward.map(({ name }) => name)),
    );
    for (const { group, phase, kind } of layers.nodes)
      if (group !== null && kind === "operation") expect(layers.groups[group]?.phase).toBe(phase);
    // Nothing but the inputs, the sum of the loss and its transpose lies outside.
    const outside = layers.nodes.filter(
      ({ group, kind }) => group === null && kind === "operation",
    );
    expect(outside.length).toBeLessThan(layers.nodes.length / 4);
  });

  it("folds each to one box that reads what it read and says what it costs", () => {
    const payload = parsed(layers);
    const { nodes, edges } = placed(payload, outermost(payload));
    const first = nodes.findIndex(({ name }) => name === "dense(3)");
    const relu = nodes.findIndex(({ name }) => name === "relu");
    expect(nodes[first]).toMatchObject({ tone: "forward", folds: 0 });
    expect(edges.some(({ from, to }) => from === first && to === relu)).toBe(true);
    expect(edges.every(({ from, to }) => from !== to)).toBe(true);
    const own = layers.nodes.filter(({ group, kind }) => group === 0 && kind === "operation");
    const flops = own.reduce((sum, node) => sum + node.flops, 0);
    expect(nodes[first]?.detail).toBe(`${own.length} operations, ${flops} flops`);
    expect(boxWords({ nodes, edges }, first)).toMatch(/Enter or a second click unfolds it$/);
    expect(nodes.some(({ name, tone }) => name === "relu backward" && tone === "backward")).toBe(
      true,
    );
  });

  it("has frames around what is unfolded, inside of each other as the groups are", () => {
    const forward = graphOf(loss)(params, random.normal(random.key(1), [2, 4]));
    const { frames, nodes } = placed(parsed(forward), []);
    expect(frames).toHaveLength(forward.groups.length);
    expect(placed(parsed(layers), []).frames).toEqual([]);
    for (const { group, x, y, width, height } of nodes) {
      const frame = frames.find((each) => each.group === group);
      if (frame === undefined) continue;
      expect(Math.abs(x - frame.x) + width / 2).toBeLessThanOrEqual(frame.width / 2 + 0.2);
      expect(Math.abs(y - frame.y) + height / 2).toBeLessThanOrEqual(frame.height / 2 + 0.2);
    }
  });

  it("of thousands of operations is drawn folded at first", () => {
    const deep = stax.repeat(stax.serial(stax.dense(2), stax.relu()), 120);
    const start = deep.init(random.key(0), [1, 2]).params;
    const program = graphOf((x: NDArray) => deep.apply(start, x))(array([[1, 2]]));
    expect(program.nodes.length).toBeGreaterThan(400);
    expect(Object.keys(graphBundle(program))).toContain(MIME.graph);
    const payload = parsed(program);
    expect(folded(payload, closedAtFirst(payload)).boxes.length).toBeLessThan(250);
  });

  it("has parts of one's own by namedScope, nested", () => {
    const inner = namedScope("inner", (x: NDArray) => x.mul(2));
    const outer = namedScope("outer", (x: NDArray) => inner(x).add(1));
    const { groups, nodes } = graphOf(outer)(array(1));
    expect(groups).toEqual([
      { name: "outer", parent: null, phase: "forward" },
      { name: "inner", parent: 0, phase: "forward" },
    ]);
    const inside = (name: string) => nodes.find((node) => node.name === name)?.group;
    expect([inside("mul"), inside("add")]).toEqual([1, 0]);
    const broken = namedScope("broken", () => {
      throw new RangeError("no");
    });
    expect(broken).toThrow(RangeError);
    expect(graphOf((x: NDArray) => x.mul(3))(array(1)).groups).toEqual([]);
  });
});

describe("show.network", () => {
  const residual = stax.serial(
    stax.dense(4),
    stax.serial(
      stax.fanOut(2),
      stax.parallel(stax.serial(stax.relu(), stax.dense(4)), stax.identity()),
      stax.fanInSum(),
    ),
    stax.dense(1, { bStd: 0.1 }),
  );
  const network = networkOf(residual, [10, 3]);

  it("has a box for each layer with what it gives and its parameters, as init says", () => {
    const known = network.nodes.map(({ name, shapes, parameters }) => [
      name,
      shapes.join("|"),
      parameters,
    ]);
    expect(known.map(([, shapes]) => shapes)).toEqual([
      "10,3",
      "10,4",
      "10,4|10,4",
      "10,4",
      "10,4",
      "10,4",
      "10,4",
      "10,1",
    ]);
    expect(known.map(([, , parameters]) => parameters)).toEqual([0, 12, 0, 0, 16, 0, 0, 5]);
    expect(known.map(([name]) => name).slice(0, 2)).toEqual(["input", "dense(4)"]);
  });

  it("has branches beside each other between a fan-out and a fan-in", () => {
    // input 0, dense 1, fan-out 2, relu 3, dense 4, identity 5, fan-in 6, dense 7.
    expect(network.links).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [2, 5],
      [4, 6],
      [5, 6],
      [6, 7],
    ]);
    expect(
      network.groups.map(({ name, parent, layers, parameters }) => [
        name,
        parent,
        layers,
        parameters,
      ]),
    ).toEqual([
      ["serial", null, 5, 16],
      ["parallel", 0, 3, 16],
      ["serial", 1, 2, 16],
    ]);
  });

  it("is shown with its pictures and text", () => {
    const displays: Display[] = [];
    setDisplaySink((display) => displays.push(display));
    show.network(residual, [10, 3], { title: "Residual" });
    setDisplaySink(() => undefined);
    const bundle: Display["bundle"] = displays[0]?.bundle ?? {};
    expect(Object.keys(bundle)).toEqual([MIME.network, "image/svg+xml", "image/png", "text/plain"]);
    expect(bundle["text/plain"]).toMatch(
      /^Residual\ninput: \[10, 3\], no parameters\ndense\(4\): \[10, 4\], 12 parameters/,
    );
    expect(parseGraph(JSON.parse(JSON.stringify(bundle[MIME.network]))).nodes).toHaveLength(8);
  });

  it("refuses what is no shape, and shapes that do not fit", () => {
    expect(() => show.network(residual, [] as number[])).toThrow(/give the shape of a batch/);
    expect(() => show.network(stax.conv(2, [3, 3]), [10, 3])).toThrow(ShapeError);
  });
});

describe("a graph from anybody", () => {
  const box = {
    ...{ name: "a", detail: "", identity: "", tone: "forward", result: false },
    ...{ width: 10, group: null },
  };
  const group = { ...box, parent: null };
  const good = { version: 2, title: "", text: "", nodes: [box], links: [], groups: [] };

  it("of the first version is read, and laid out anew", () => {
    const old = { ...box, x: 5, y: 5, height: 10 };
    const edges = [{ from: 0, to: 1, points: [5, 5, 5, 40] }];
    const first = {
      version: 1,
      title: "old",
      text: "",
      width: 9,
      height: 9,
      nodes: [old, old],
      edges,
    };
    const { nodes, edges: laid } = placed(parseGraph(first), []);
    expect(laid.map(({ from, to }) => [from, to])).toEqual([[0, 1]]);
    expect(nodes[1]?.y).toBeGreaterThan((nodes[0]?.y ?? Infinity) + 38);
  });

  it.each([
    ["a newer version", { version: 3 }, /update the extension/],
    ["a huge box", { nodes: [{ ...box, width: 1e9 }] }, /width is 1000000000/],
    ["a million boxes", { nodes: new Array(1e6).fill(box) }, /more than 4000/],
    [
      "a width that is NaN",
      { nodes: [{ ...box, width: null }] },
      /nodes\[0\].width is not a finite/,
    ],
    ["a tone of script", { nodes: [{ ...box, tone: "<script>" }] }, /tone is none of/],
    ["an edge to nowhere", { links: [[0, 1]] }, /links\[0\]\[1\] is 1/],
    ["half an edge", { links: [[0]] }, /links\[0\] is no pair/],
    ["a group of nobody", { nodes: [{ ...box, group: 0 }] }, /nodes\[0\].group is 0/],
    ["a group inside of itself", { groups: [{ ...group, parent: 0 }] }, /groups\[0\].parent is 0/],
  ])("with %s is refused and says why", (_, change, why) => {
    const read = () => parseGraph({ ...good, ...change });
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(why);
  });
});

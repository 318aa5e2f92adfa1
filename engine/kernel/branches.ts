// Branching and joining.
import { DomainError } from "../errors.js";
import { formatShape } from "../array/shape.js";
import { PLAIN } from "./affine.js";
import { addNode, correlated, type Graph, type Node, type Operation, type Term } from "./graph.js";
import { buildAll, pixelsAfter, type LayerMap, type Pixels } from "./map.js";
import { checkGaussian, several, single, type Signal } from "./signal.js";

/** The same signal `count` times. */
export function fanOutMap(count: number): LayerMap {
  const name = `fanOut(${count})`;
  return {
    name,
    pixels: (before) => before.flatMap((one) => new Array<Pixels>(count).fill(one)),
    build: (_graph, signals, place) => new Array<Signal>(count).fill(single(signals, name, place)),
  };
}

/** Each branch on its own signal. */
export function parallelMap(branches: readonly (readonly LayerMap[])[]): LayerMap {
  const name = "parallel";
  return {
    name,
    takes: "branches",
    pixels: (before) => branches.flatMap((maps, k) => pixelsAfter(maps, before.slice(k, k + 1))),
    build(graph, signals, place) {
      if (signals.length !== branches.length) {
        throw new DomainError(
          `kernel: parallel (${place}) has ${branches.length} branches and gets ${signals.length} of them; put stax.fanOut(${branches.length}) before it`,
        );
      }
      return branches.map((maps, k) => {
        const after = buildAll(maps, graph, signals.slice(k, k + 1), ` of branch ${k + 1}`);
        return single(after, `the end of branch ${k + 1} of ${name}`, place);
      });
    },
  };
}

/** The same signal, which must be one. */
export function identityMap(): LayerMap {
  const name = "identity";
  return { name, build: (_graph, signals, place) => [single(signals, name, place)] };
}

/** K′ = Σ K over independent Gaussian branches. */
export function fanInSumMap(): LayerMap {
  const name = "fanInSum";
  return {
    name,
    takes: "branches",
    pixels: (before) => before.slice(0, 1),
    build(graph, signals, place) {
      const branches = several(signals, name, place);
      checkAlike(branches, ["shape", "width"], `${name} (${place})`);
      checkIndependent(branches, `${name} (${place})`);
      for (const branch of branches) checkGaussian(branch, name, place);
      const terms = branches.map(({ node }) => ({ of: node, weight: 1, sources: null }));
      return [join(graph, branches, { name, operation: sumOf(terms) })];
    },
  };
}

/** K′ = Π K and Θ′ = Σ_b Θ_b Π_{a≠b} K_a over independent branches. */
export function fanInProdMap(): LayerMap {
  const name = "fanInProd";
  return {
    name,
    takes: "branches",
    pixels: (before) => before.slice(0, 1),
    build(graph, signals, place) {
      const branches = several(signals, name, place);
      checkAlike(branches, ["shape", "width"], `${name} (${place})`);
      checkIndependent(branches, `${name} (${place})`);
      const joined = branches.reduce((product, branch) => {
        const operation = {
          kind: "product",
          of: [correlated(graph, product.node), correlated(graph, branch.node)],
        } as const;
        return join(graph, [product, branch], { name, operation });
      });
      return [{ ...joined, gaussian: false }];
    },
  };
}

/** Channels beside each other. `checkAxis` refuses shapes. */
export function fanInConcatMap(checkAxis: (shape: readonly number[]) => void): LayerMap {
  const name = "fanInConcat";
  return {
    name,
    takes: "branches",
    pixels: (before) => before.slice(0, 1),
    build(graph, signals, place) {
      const branches = several(signals, name, place);
      for (const { shape, width: channels } of branches) checkAxis([1, ...shape, channels]);
      checkAlike(branches, ["shape"], `${name} (${place})`);
      return [concatenate(graph, branches)];
    },
  };
}

/** K′ = Σ w K/Σ w with the branches' widths w. Their channels keep kernels of their own. */
export function concatenate(graph: Graph, branches: readonly Signal[]): Signal {
  const width = branches.reduce((sum, branch) => sum + branch.width, 0);
  const terms = branches.map((branch) => ({
    of: branch.node,
    weight: branch.width / width,
    sources: null,
  }));
  const wide = branches.map((branch) => ({ ...branch, width }));
  const joined = join(graph, wide, { name: "fanInConcat", operation: sumOf(terms) });
  return { ...joined, gaussian: false, concatenated: { node: joined.node, branches } };
}

function sumOf(terms: readonly Term[]): Operation {
  return { kind: "sum", terms, affine: PLAIN };
}

/** One signal of several of equal shapes. */
function join(
  graph: Graph,
  branches: readonly Signal[],
  { name, operation }: Pick<Node, "name" | "operation">,
): Signal {
  const [first] = branches as readonly [Signal, ...Signal[]];
  const { node, width } = first;
  const joined = addNode(graph, { name, width, pixels: node.pixels, operation });
  return {
    ...first,
    node: joined,
    gaussian: branches.every(({ gaussian }) => gaussian),
    sources: new Set(branches.flatMap(({ sources }) => [...sources])),
    label: `${name}'s output`,
  };
}

function checkAlike(
  branches: readonly Signal[],
  properties: readonly ("shape" | "width")[],
  layer: string,
): void {
  const shapeOf = (signal: Signal) =>
    formatShape([...signal.shape, ...(properties.includes("width") ? [signal.width] : [])]);
  const shapes = branches.map(shapeOf);
  if (shapes.every((shape) => shape === shapes[0])) return;
  throw new DomainError(
    `kernel: ${layer} joins branches of different ${properties.join(" and ")}: ${shapes.join(", ")}`,
  );
}

/** The kernel of a sum or product of dependent branches is not that of its parts alone. */
function checkIndependent(branches: readonly Signal[], layer: string): void {
  const seen = new Set<Node>();
  branches.forEach(({ sources }, k) => {
    for (const source of sources) {
      if (seen.has(source)) {
        throw new DomainError(
          `kernel: ${layer}: branch ${k + 1} depends on another branch, as both hold ${source.name}; put a layer with weights into it, e.g. stax.dense(…)`,
        );
      }
      seen.add(source);
    }
  });
}

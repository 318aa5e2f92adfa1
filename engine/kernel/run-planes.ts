// Networks on pixels with a global pooling, before which all is computed plane by plane.
import type { Graph, Node } from "./graph.js";
import { eachStrip, type PooledPlanes } from "./plane-strips.js";
import { planesBefore } from "./planes.js";
import { reachableFrom } from "./reachable.js";
import {
  resultOf,
  type Given,
  type PixelKernel,
  type PixelRun,
  type Question,
} from "./run-slots.js";
import { sharedFloats } from "./shared.js";

/** The global pooling before which all is computed plane by plane. */
export function pooledPlanes(graph: Graph, output: Node): PooledPlanes | null {
  const reachable = reachableFrom(output);
  const [total, ...others] = graph.nodes.filter(
    (node) => reachable.has(node) && node.operation.kind === "total",
  );
  if (total?.operation.kind !== "total" || others.length > 0) return null;
  const planes = planesBefore(graph, total.operation.of);
  return planes === null ? null : { total, planes };
}

/** K and Θ of a global pooling as matrices; each example's own where these are asked for. */
export function runPlanes(
  kernels: PixelRun,
  pooled: PooledPlanes,
  question: Question,
): Pick<PixelKernel, "nngp" | "ntk"> {
  const { n1, n2, triangle } = kernels.frame;
  const { wanted, pairs } = question;
  const own = pairs === "own";
  const result = (asked: boolean) =>
    asked ? resultOf(kernels.dtype, own ? n1 : n1 * n2, 1) : null;
  const [nngp, ntk] = [result(wanted.nngp), result(wanted.ntk)];
  eachStrip(kernels, pooled, question, ({ read }) => {
    [nngp, ntk].forEach((out, which) => {
      if (out === null) return;
      read(which, (row, column, value) => {
        out[own ? row : row * n2 + column] = value;
        if (triangle && !own) out[column * n2 + row] = value;
      });
    });
  });
  return { nngp, ntk };
}

/** The same strip by strip, for what comes after the pooling. */
export function givenByPlanes(kernels: PixelRun, pooled: PooledPlanes, question: Question): Given {
  const { frame, dtype } = kernels;
  const across = question.pairs === "own" ? 1 : frame.n2;
  const strips: Given["strips"] = (take) => {
    const memory = [sharedFloats(dtype, 0), sharedFloats(dtype, 0)];
    eachStrip(kernels, pooled, question, ({ first, last, read }) => {
      const [nngp, ntk] = memory.map((known, which) => {
        const length = (last - first) * across;
        const out = known.length < length ? sharedFloats(dtype, length) : known;
        read(which, (row, column, value) => {
          out[(row - first) * across + (across === 1 ? 0 : column)] = value;
        });
        return (memory[which] = out);
      });
      take({ first, last, nngp: nngp ?? null, ntk: ntk ?? null });
    });
  };
  return { node: pooled.total, strips };
}

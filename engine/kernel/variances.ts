import type { FloatDtype } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { frameLength, pixelRanges, type Frame } from "./frame.js";
import { NO_PIXEL, type Graph, type Node, type Operation, type Term } from "./graph.js";
import type { Rows, TileStep } from "./map.js";
import { LARGEST } from "./unit-rows.js";

/** A node's rows, and what an activation does to pairs. */
export interface Advanced {
  readonly rows: Rows;
  readonly steps: readonly TileStep[];
}

export type AdvancedOf = (node: Node) => Advanced;

/**
 * Sends the variances of all rows through all nodes.
 *
 * @throws {@link DomainError} naming the layer after which a variance leaves the dtype's range.
 */
export function advanceAll(
  graph: Graph,
  frame: Frame,
  { variances, dtype }: { variances: Float64Array; dtype: FloatDtype },
): AdvancedOf {
  const known = new Map<Node, Advanced>();
  const advancedOf: AdvancedOf = (node) => known.get(node) as Advanced;
  for (const node of graph.nodes) {
    const advanced =
      node.operation.kind === "input"
        ? { rows: { variances, signed: true, width: node.width }, steps: [] }
        : advance(node, node.operation, { frame, advancedOf });
    checkRange(node, advanced.rows.variances, dtype);
    known.set(node, advanced);
  }
  return advancedOf;
}

interface Context {
  readonly frame: Frame;
  readonly advancedOf: AdvancedOf;
}

function advance(
  node: Node,
  operation: Exclude<Operation, { kind: "input" }>,
  context: Context,
): Advanced {
  const rowsOf = (of: Node) => context.advancedOf(of).rows;
  const { width } = node;
  switch (operation.kind) {
    case "activation":
      return operation.advance(rowsOf(operation.of));
    case "sum":
      return { rows: { ...sumRows(node, operation, context), width }, steps: [] };
    case "product": {
      const [a, b] = operation.of.map(rowsOf) as [Rows, Rows];
      const variances = a.variances.map((variance, row) => variance * (b.variances[row] as number));
      return { rows: { variances, signed: a.signed || b.signed, width }, steps: [] };
    }
    case "dropout": {
      const { variances, signed } = rowsOf(operation.of);
      const kept = variances.map((variance) => variance / operation.rate);
      return { rows: { variances: kept, signed, width }, steps: [] };
    }
    case "scale": {
      const { variances, signed } = rowsOf(operation.of);
      const factors = operation.factors(variances);
      const scaled = variances.map((variance, row) => variance * (factors[row] as number) ** 2);
      const step = { opcode: "scaleTangent", tangentOnly: true, vectors: [factors] } as const;
      return { rows: { variances: scaled, signed, width }, steps: [step] };
    }
  }
}

/** a′ = σ² Σ ω a + β */
function sumRows(
  { pixels }: Node,
  { terms, affine }: Extract<Operation, { kind: "sum" }>,
  { frame, advancedOf }: Context,
): Pick<Rows, "variances" | "signed"> {
  const { weightVariance, biasVariance } = affine;
  const variances = new Float64Array(frameLength(frame, pixels));
  for (const term of terms) addTerm(variances, pixels, { term, frame, of: advancedOf(term.of) });
  for (let row = 0; row < variances.length; row++) {
    variances[row] = weightVariance * (variances[row] as number) + biasVariance;
  }
  return { variances, signed: terms.some(({ of }) => advancedOf(of).rows.signed) };
}

function addTerm(
  to: Float64Array,
  pixels: number,
  { term, frame, of }: { term: Term; frame: Frame; of: Advanced },
): void {
  const from = of.rows.variances;
  const { weight, sources } = term;
  if (sources === null) {
    for (let row = 0; row < to.length; row++) {
      to[row] = (to[row] as number) + weight * (from[row] as number);
    }
    return;
  }
  sources.forEach((source, pixel) => {
    if (source === NO_PIXEL) return;
    const place = { from: source, pixels: term.of.pixels };
    for (const { start, end, target } of pixelRanges(frame, place, {
      to: pixel,
      toPixels: pixels,
    })) {
      for (let k = 0; k < end - start; k++) {
        to[target + k] = (to[target + k] as number) + weight * (from[start + k] as number);
      }
    }
  });
}

function checkRange({ name }: Node, variances: Float64Array, dtype: FloatDtype): void {
  if (variances.every((variance) => variance <= LARGEST[dtype])) return;
  throw new DomainError(
    `kernel: variances after ${name} are beyond ${dtype}; lower wStd or bStd, or scale the data down`,
  );
}

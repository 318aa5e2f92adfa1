import type { FloatDtype } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { columnsAt, frameLength, type Frame } from "./frame.js";
import { NO_PIXEL, type Node, type Operation, type Term } from "./graph.js";
import type { Rows, TileStep } from "./map.js";
import { LARGEST } from "./unit-rows.js";

/** A node's rows, and what an activation does to pairs. */
export interface Advanced {
  readonly rows: Rows;
  readonly steps: readonly TileStep[];
}

export type AdvancedOf = (node: Node) => Advanced;

export interface AdvanceContext {
  readonly frame: Frame;
  readonly dtype: FloatDtype;
  /** An input's variances. */
  readonly variances: (input: Node) => Float64Array;
  /** Variances of a node whose pixels are mixed: the program's own results for each example with itself. */
  readonly captured: (node: Node) => Float64Array;
}

/**
 * The variances of all rows through the nodes, each when it is first asked for.
 *
 * @throws (from the function) {@link DomainError} naming the layer after which a variance leaves the
 *   dtype's range.
 */
export function advancing(context: AdvanceContext): AdvancedOf {
  const known = new Map<Node, Advanced>();
  const advancedOf: AdvancedOf = (node) => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const advanced = withoutSubnormals(advance(node, { ...context, advancedOf }), context.dtype);
    checkRange(node, advanced.rows.variances, context.dtype);
    known.set(node, advanced);
    return advanced;
  };
  return advancedOf;
}

interface Context extends AdvanceContext {
  readonly advancedOf: AdvancedOf;
}

function advance(node: Node, context: Context): Advanced {
  const { operation, width } = node;
  const rowsOf = (of: Node) => context.advancedOf(of).rows;
  switch (operation.kind) {
    case "input":
      return { rows: { variances: context.variances(node), signed: true, width }, steps: [] };
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
      const factors = operation.factors(context.frame, variances);
      const scaled = variances.map((variance, row) => variance * (factors[row] as number) ** 2);
      const step = { opcode: "scaleTangent", tangentOnly: true, vectors: [factors] } as const;
      return { rows: { variances: scaled, signed, width }, steps: [step] };
    }
    case "normalise": {
      const variances = context.captured(operation.of);
      return { rows: { variances, signed: true, width }, steps: [] };
    }
    default:
      return { rows: { variances: context.captured(node), signed: true, width }, steps: [] };
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
    addRange(to, 0, from, 0, { count: to.length, weight });
    return;
  }
  const [rows, columns] = frame.strides;
  const [toColumns, fromColumns] = [columnsAt(frame, pixels), columnsAt(frame, term.of.pixels)];
  // One object each for all pixels: there are thousands.
  const [ofRows, ofColumns] = [rows, columns].map((count) => ({ count, weight })) as [Share, Share];
  for (let pixel = 0; pixel < sources.length; pixel++) {
    const source = sources[pixel] as number;
    if (source === NO_PIXEL) continue;
    addRange(to, pixel * rows, from, source * rows, ofRows);
    if (frame.triangle) continue;
    addRange(to, toColumns + pixel * columns, from, fromColumns + source * columns, ofColumns);
  }
}

interface Share {
  readonly count: number;
  readonly weight: number;
}

function addRange(
  to: Float64Array,
  target: number,
  from: Float64Array,
  start: number,
  { count, weight }: Share,
): void {
  for (let k = 0; k < count; k++) {
    to[target + k] = (to[target + k] as number) + weight * (from[start + k] as number);
  }
}

/** The smallest numbers whose inverses are numbers, too. */
const SMALLEST: Readonly<Record<FloatDtype, number>> = {
  float64: 2 ** -1022,
  float32: 2 ** -126,
};

/** Variances that have lost their digits to underflow count as those of zeros. */
function withoutSubnormals({ rows, steps }: Advanced, dtype: FloatDtype): Advanced {
  const least = SMALLEST[dtype];
  if (!hasBetween(rows.variances, least)) return { rows, steps };
  const variances = rows.variances.map((variance) => (variance < least ? 0 : variance));
  return { rows: { ...rows, variances }, steps };
}

/** Whether a value other than 0 is below the least. */
function hasBetween(values: Float64Array, least: number): boolean {
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (value < least && value !== 0) return true;
  }
  return false;
}

function checkRange({ name }: Node, variances: Float64Array, dtype: FloatDtype): void {
  const most = LARGEST[dtype];
  let row = 0;
  while (row < variances.length && (variances[row] as number) <= most) row++;
  if (row === variances.length) return;
  throw new DomainError(
    `kernel: variances after ${name} are beyond ${dtype}; lower wStd or bStd, or scale the data down`,
  );
}

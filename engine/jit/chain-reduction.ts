// A reduction that follows a chain is done while the chain's blocks are in the cache.
import { sizeOf } from "../array/ndarray.js";
import { sameShape } from "../array/shape.js";
import { isVariable, type Equation, type Program, type Variable } from "../core/program.js";
import type { Chain, ChainReduction, Step } from "./chain.js";

/** A row's elements up to which every block is made of whole rows. */
const SHORT = 512;

/** The steps with reductions put into the chains before them. */
export function withReductions(steps: readonly Step[], program: Program): readonly Step[] {
  return steps.flatMap((step, k) => {
    const before = steps[k - 1];
    if (
      step.kind === "equation" &&
      before?.kind === "chain" &&
      reductionOf(before, step.equation)
    ) {
      return [];
    }
    const next = steps[k + 1];
    const reduction =
      step.kind === "chain" && next?.kind === "equation" ? reductionOf(step, next.equation) : null;
    return [reduction === null ? step : reduced(step as Chain, reduction, program)];
  });
}

function reductionOf(
  chain: Chain,
  { primitive, inputs, params, outputs }: Equation,
): ChainReduction | null {
  const [of, output] = [inputs[0], outputs[0] as Variable];
  const rule = primitive.fold;
  if (rule === undefined || of === undefined || !isVariable(of)) return null;
  if (!chain.outputs.some(({ id }) => id === of.id)) return null;
  if (output.dtype !== chain.like.dtype || !sameShape(of.shape, chain.like.shape)) return null;
  const { axes } = params as { readonly axes: readonly number[] };
  const kept = of.shape.length - axes.length;
  if (axes.some((axis) => axis < kept)) return null;
  const count = sizeOf(of.shape.slice(kept));
  return fits(chain.row, count) ? { of, output, rule, count } : null;
}

/** Whether blocks can begin both with a row of the operands and with a run, or a part of one. */
function fits(row: number, count: number): boolean {
  if (row === 1) return true;
  if (count % row !== 0 && row % count !== 0) return false;
  const isPower = Number.isInteger(Math.log2(row));
  return (isPower && row <= SHORT) || count <= SHORT;
}

/** A value that the reduction alone reads is not written. */
function reduced(chain: Chain, reduction: ChainReduction, { equations, outputs }: Program): Chain {
  const id = reduction.of.id;
  const uses = [...outputs, ...equations.flatMap(({ inputs }) => inputs)];
  const own = chain.equations.flatMap(({ inputs }) => inputs);
  const count = (atoms: typeof uses): number =>
    atoms.filter((atom) => isVariable(atom) && atom.id === id).length;
  const others = count(uses) - count(own) - 1;
  const kept = others > 0 ? chain.outputs : chain.outputs.filter((output) => output.id !== id);
  return { ...chain, outputs: kept, reduction };
}

import { add } from "../array/arithmetic.js";
import { broadcastTo } from "../array/broadcast.js";
import { zeros } from "../array/create.js";
import { BYTES } from "../array/dtype.js";
import { sizeOf, type NDArray } from "../array/ndarray.js";
import { linearized } from "./linear-program.js";
import { part, type PairMethod } from "./blockwise.js";
import type { Examples } from "./model.js";
import { planOf, type Counts, type ParameterPlan } from "./plan.js";
import { joined, termsAt, type Terms } from "./structured-terms.js";
import { groupsOf, termPairs, termSame, type Term } from "./terms.js";
import type { Target } from "./target.js";

/** Contributions of a block of examples. */
interface Contributions {
  readonly count: number;
  readonly terms: Terms;
}

/** Arrays on the way back take about so many bytes for a block of examples: they stay in the caches. */
const TILE_BYTES = 1 << 20;

/**
 * Θ without the Jacobians of parameters whose use has a known form (Novak et al. 2022): of y = x W, whose
 * Jacobian is x ⊗ ȳ, the part is ⟨x, x′⟩⟨ȳ, ȳ′⟩.
 */
export function structuredDerivatives(
  target: Target,
  one: Examples,
  counts: Counts,
): PairMethod<Contributions> {
  const { bytes, widest } = sizesOf(target, one, counts);
  const tile = Math.max(1, Math.floor(TILE_BYTES / widest));
  const [output, other] = target.outputs;
  const groups = groupsOf(target.axes, output);
  const paired = groupsOf(target.axes, other).paired;
  const summed = (
    [first, second]: readonly [Contributions, Contributions | null],
    m: number,
    pair: (first: Term, second: Term | null) => NDArray,
  ): NDArray => {
    const shape = [first.count, m, groups.diagonal, groups.paired, paired];
    const parts = first.terms.flatMap((term, k) =>
      term === null ? [] : [pair(term, second && (second.terms[k] ?? null))],
    );
    const [start = zeros(shape, { dtype: output.dtype }), ...rest] = parts;
    return broadcastTo(
      rest.reduce((sum, one) => add(sum, one), start),
      shape,
    );
  };
  return {
    bytes,
    features: (examples) => ({
      count: examples.count,
      terms: inTiles(target, examples, { tile, counts }),
    }),
    pairs: (first, second) => summed([first, second], (second ?? first).count, termPairs),
    same: (first, second) => summed([first, second], 1, termSame),
  };
}

function inTiles(
  target: Target,
  examples: Examples,
  { tile, counts }: { readonly tile: number; readonly counts: Counts },
): Terms {
  const count = Math.ceil(examples.count / tile);
  const length = Math.ceil(examples.count / count);
  const tiles = Array.from({ length: count }, (_, k) =>
    part(examples, k * length, Math.min((k + 1) * length, examples.count)),
  ).filter((one) => one.count > 0);
  return joined(
    tiles.map((one) => termsAt(target, one, counts)),
    tiles.map((one) => one.count),
  );
}

/** Bytes that an example takes in contributions, and in the widest array on the way back. */
function sizesOf(target: Target, one: Examples, counts: Counts) {
  return linearized(target, one, ({ output, program }) => {
    const plans = planOf(program, groupsOf(target.axes, output), counts);
    const each = BYTES[output.dtype];
    const kept = plans.map((plan, k) => keptBy(plan, program.inputs[k]?.shape ?? [], output.size));
    const widths = program.equations.flatMap(({ outputs }) =>
      outputs.map(({ shape }) => sizeOf(shape)),
    );
    return {
      bytes: each * kept.reduce((sum, size) => sum + size, 0),
      widest: each * output.size * Math.max(1, ...widths),
    };
  });
}

function keptBy(plan: ParameterPlan, shape: readonly number[], outputs: number): number {
  if (plan.kind === "jacobian") return outputs * sizeOf(shape);
  const { terms, known, moving } = plan.use;
  return terms * (known + outputs * moving);
}

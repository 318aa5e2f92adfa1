import { add } from "../array/arithmetic.js";
import { broadcastTo } from "../array/broadcast.js";
import { zeros } from "../array/create.js";
import { BYTES } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { part } from "./blockwise.js";
import type { Footprint } from "./footprint.js";
import type { Examples } from "./model.js";
import type { PairMethod } from "./pair-method.js";
import type { Way } from "./plan.js";
import { joined, Leftovers, partOf, termsAt, type Terms } from "./structured-terms.js";
import { movingAlike } from "./same-data.js";
import { groupsOf, termPairs, termSame, type Term, type TermPair } from "./terms.js";
import type { Target } from "./target.js";

/** Contributions of a block of examples. */
interface Contributions {
  readonly count: number;
  readonly terms: Terms;
}

/** Arrays on the way back take about so many bytes for a block of examples: they stay in the caches. */
const TILE_BYTES = 1 << 22;

/**
 * Θ without the Jacobians of parameters whose use has a known form (Novak et al. 2022): of y = x W, whose
 * Jacobian is x ⊗ ȳ, the part is ⟨x, x′⟩⟨ȳ, ȳ′⟩.
 */
export function structuredDerivatives(
  target: Target,
  { widest, all }: Footprint,
  ways: readonly Way[],
): PairMethod<Contributions> {
  const [output, other] = target.outputs;
  const each = BYTES[output.dtype];
  const bytes = Math.max(1, each * output.size * widest);
  const tile = Math.max(1, Math.floor(TILE_BYTES / bytes));
  const groups = groupsOf(target.axes, output);
  const paired = groupsOf(target.axes, other).paired;
  const total = (parts: readonly (() => NDArray)[], [n, m]: readonly [number, number]): NDArray => {
    const shape = [n, m, groups.diagonal, groups.paired, paired];
    const [start = () => zeros(shape, { dtype: output.dtype }), ...rest] = parts;
    return broadcastTo(
      rest.reduce((sum, one) => add(sum, one()), start()),
      shape,
    );
  };
  const kept = ways.reduce((sum, way) => sum + way.kept, 0);
  const products = groups.diagonal * groups.paired * paired;
  return {
    // Twice: blocks are joined to one array.
    bytes: 2 * each * kept,
    // Products, the same in order, scaled and with those of the inputs; the sum so far and the next.
    pairBytes: each * (6 * products + Math.max(0, ...ways.map((way) => way.paired))),
    // What is alive at a time on the way back, what f keeps for it, and what all blocks share of it.
    baseBytes: each * (tile * (4 * output.size * widest + all) + output.size * all),
    features: (examples) => ({
      count: examples.count,
      terms: inTiles(target, examples, { tile, ways }),
    }),
    part: ({ terms }, first, end) => ({ count: end - first, terms: partOf(terms, first, end) }),
    pairs: (first, second) =>
      total(
        together(first.terms, second && second.terms).map((pairs) => () => termPairs(pairs)),
        [first.count, (second ?? first).count],
      ),
    same: (first, second) =>
      total(
        together(first.terms, second && second.terms)
          .flat()
          .map((pair) => () => termSame(pair)),
        [first.count, 1],
      ),
  };
}

/** The terms of both sides, in groups whose moving vectors are the same. */
function together(first: Terms, second: Terms | null): [TermPair, ...TermPair[]][] {
  const pairAt = (k: number): TermPair => ({
    first: first[k] as Term,
    second: second && (second[k] as Term),
  });
  return movingAlike(second === null ? [first] : [first, second]).map(([k, ...others]) => [
    pairAt(k),
    ...others.map(pairAt),
  ]);
}

function inTiles(
  target: Target,
  examples: Examples,
  { tile, ways }: { readonly tile: number; readonly ways: readonly Way[] },
): Terms {
  const count = Math.ceil(examples.count / tile);
  const length = Math.ceil(examples.count / count);
  const tiles = Array.from({ length: count }, (_, k) =>
    part(examples, k * length, Math.min((k + 1) * length, examples.count)),
  ).filter((one) => one.count > 0);
  const leftovers = new Leftovers();
  return joined(tiles.map((one) => termsAt(target, one, ways, leftovers)));
}

import { broadcastTo } from "../array/broadcast.js";
import type { FloatDtype } from "../array/dtype.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { backward } from "./backward.js";
import { cotangentOf, type Cotangent } from "./cotangent.js";
import { linearized } from "./linear-program.js";
import type { Examples } from "./model.js";
import { unitCotangents } from "./output-axes.js";
import { planOf, stopsOf, type Counts } from "./plan.js";
import type { Target } from "./target.js";
import { groupsOf, type Term } from "./terms.js";
import { TwoAxes } from "./two-axes.js";

/** What the parameters contribute to the Jacobians of some examples; null where nothing depends on one. */
export type Terms = readonly (Term | null)[];

/** The contributions at all examples at once. */
export function termsAt(target: Target, examples: Examples, counts: Counts): Terms {
  return linearized(target, examples, ({ trace, output, program }) => {
    const groups = groupsOf(target.axes, output);
    const plans = planOf(program, groups, counts);
    return TwoAxes.within(trace, output.size, (axes) => {
      const term = (cotangent: Cotangent, scale: number, known: NDArray | null): Term => ({
        scale: scale * cotangent.scale,
        known: known && everywhere(axes.spread(known), examples.count),
        moving: axes.spread(cotangent.value),
        mask: cotangent.mask && axes.spread(cotangent.mask),
        groups,
      });
      const units = unitCotangents(target.axes, output as NDArray<FloatDtype>);
      const start = cotangentOf(axes.ofOutputs(units));
      const { inputs, stops } = backward(program, start, stopsOf(plans), axes);
      return plans.map((plan, k): Term | null => {
        if (plan.kind === "jacobian") {
          const cotangent = inputs[k] ?? null;
          return cotangent && term(asRow(cotangent), 1, null);
        }
        const { use, scale } = plan;
        const arrived = stops.get(use.equation);
        return arrived === undefined ? null : term(use.arrange(arrived), scale, use.vectors());
      });
    });
  });
}

/** One term of all entries: [1, |θ|]. */
function asRow({ scale, mask, value }: Cotangent): Cotangent {
  const row = (x: NDArray): NDArray => reshape(x, [1, x.size]);
  return { scale, mask: mask && row(mask), value: row(value) };
}

/** Known vectors [n | 1, 1, …] of all examples: [n, …]. */
function everywhere(spread: NDArray, count: number): NDArray {
  const own = reshape(spread, [spread.shape[0] as number, ...spread.shape.slice(2)]);
  return broadcastTo(own, [count, ...own.shape.slice(1)]);
}

/** The contributions of blocks of examples, one after the other. */
export function joined(parts: readonly Terms[], counts: readonly number[]): Terms {
  const [first = []] = parts;
  if (parts.length === 1) return first;
  return first.map((term, k) => {
    const own = parts.map((part) => part[k] as Term);
    if (term === null) return null;
    const all = (pick: (term: Term) => NDArray | null): NDArray | null =>
      pick(term) && concat(own.map((one) => pick(one) as NDArray));
    // What does not differ between examples is that of all blocks.
    const differs = own.some(
      ({ moving }, at) => (counts[at] ?? 1) > 1 && moving.shape[0] === counts[at],
    );
    return {
      ...term,
      known: all(({ known }) => known),
      moving: differs ? (all(({ moving }) => moving) as NDArray) : term.moving,
      mask: all(({ mask }) => mask),
    };
  });
}

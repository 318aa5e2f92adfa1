import { mul } from "../array/arithmetic.js";
import { broadcastTo } from "../array/broadcast.js";
import type { FloatDtype } from "../array/dtype.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { Reserve } from "../array/reserve.js";
import { reshape } from "../array/rearrange.js";
import { backward, type Pulled } from "./backward.js";
import { cotangentOf, type Cotangent } from "./cotangent.js";
import { linearized } from "./linear-program.js";
import type { Examples } from "./model.js";
import { unitCotangents } from "./output-axes.js";
import { planOf, stopsOf, type ScaledUse, type Way } from "./plan.js";
import { SharedWay } from "./shared-way.js";
import type { Target } from "./target.js";
import { oncePerData } from "./same-data.js";
import { groupsOf, type Groups, type Term } from "./terms.js";
import { TwoAxes } from "./two-axes.js";

/** What the parameters contribute to the Jacobians of some examples; null where nothing depends on one. */
export type Terms = readonly (Term | null)[];

/** What the way back of one block of examples leaves for the next. */
export class Leftovers {
  /** Memory for what is needed in between. */
  readonly reserve = new Reserve();
  readonly shared = new SharedWay(this.reserve);
}

/** The contributions at all examples at once. */
export function termsAt(
  target: Target,
  examples: Examples,
  ways: readonly Way[],
  { reserve, shared }: Leftovers = new Leftovers(),
): Terms {
  return linearized(target, examples, ({ trace, output, program }) => {
    const plans = planOf(program, ways);
    const pull = (): Terms =>
      TwoAxes.within(trace, output.size, (axes) => {
        const units = unitCotangents(target.axes, output as NDArray<FloatDtype>);
        const start = cotangentOf(axes.ofOutputs(units));
        const pulled = backward(program, start, stopsOf(plans), { axes, shared });
        const build = { axes, count: examples.count, groups: groupsOf(target.axes, output) };
        return plans.flatMap((plan, k): (Term | null)[] => {
          if (plan.kind === "factors") {
            return plan.groups.map((group) => groupTerm(group, pulled.stops, build));
          }
          const cotangent = pulled.inputs[k] ?? null;
          return [cotangent && termOf(asRow(cotangent), null, build)];
        });
      });
    return reserve.keeping(pull, arraysOf);
  });
}

function arraysOf(terms: Terms): NDArray[] {
  return terms.flatMap((term) =>
    term === null ? [] : [term.moving, term.known, term.mask].filter((array) => array !== null),
  );
}

interface Build {
  readonly axes: TwoAxes;
  readonly count: number;
  readonly groups: Groups;
}

function termOf(cotangent: Cotangent, known: NDArray | null, build: Build): Term {
  const { axes, count, groups } = build;
  return {
    scale: cotangent.scale,
    known: known && everywhere(axes.spread(known), count),
    moving: axes.spread(cotangent.value),
    differs: axes.differs(cotangent.value),
    mask: cotangent.mask && axes.spread(cotangent.mask),
    groups,
  };
}

/** The outer products of all uses that see the same entries, one after the other. */
function groupTerm(group: readonly ScaledUse[], stops: Pulled["stops"], build: Build): Term | null {
  const terms = group.flatMap(({ use, scale }) => {
    const arrived = stops.get(use.equation);
    if (arrived === undefined) return [];
    const arranged = use.arrange({ ...arrived, scale: arrived.scale * scale });
    return [termOf(arranged, use.vectors(), build)];
  });
  const [first = null, ...others] = terms;
  if (first === null || others.length === 0) return first;
  const moving = terms.map(({ scale, mask, moving }) => {
    const values = mul(mask === null ? moving : mul(moving, mask), scale);
    return broadcastTo(values, [build.count, ...values.shape.slice(1)]);
  });
  const known = concat(
    terms.map((term) => term.known as NDArray),
    1,
  );
  return { ...first, scale: 1, differs: true, mask: null, known, moving: concat(moving, 2) };
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
export function joined(parts: readonly Terms[]): Terms {
  const [first = []] = parts;
  if (parts.length === 1) return first;
  const once = oncePerData();
  return first.map((term, k) => {
    const own = parts.map((part) => part[k] as Term);
    if (term === null) return null;
    const all = (pick: (term: Term) => NDArray | null): NDArray | null => {
      const start = pick(term);
      return start && once(start, () => concat(own.map((one) => pick(one) as NDArray)));
    };
    return {
      ...term,
      known: all(({ known }) => known),
      // What does not differ between examples is that of all blocks.
      moving: term.differs ? (all(({ moving }) => moving) as NDArray) : term.moving,
      mask: all(({ mask }) => mask),
    };
  });
}

/** The contributions of examples first … end − 1 of a block. */
export function partOf(terms: Terms, first: number, end: number): Terms {
  const once = oncePerData();
  const rows = (x: NDArray): NDArray => once(x, () => x.slice([first, end]));
  return terms.map(
    (term) =>
      term && {
        ...term,
        known: term.known && rows(term.known),
        moving: term.differs ? rows(term.moving) : term.moving,
        mask: term.mask && rows(term.mask),
      },
  );
}

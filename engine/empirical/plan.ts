import { sizeOf } from "../array/ndarray.js";
import type { Equation, Program } from "../core/program.js";
import { factored, type FactoredUse } from "./factored-use.js";
import type { Groups } from "./terms.js";
import { useGroups } from "./use-groups.js";
import { scaleOf, usesOf, type Use, type Uses } from "./uses.js";

/** A use and what is done to the parameter before it. */
export interface ScaledUse {
  readonly use: FactoredUse;
  readonly scale: number;
}

/** How a parameter's part of the kernel is computed: by the outer products of its uses, or by its Jacobian. */
export type ParameterPlan =
  | { readonly kind: "factors"; readonly groups: readonly (readonly ScaledUse[])[] }
  | { readonly kind: "jacobian" };

/** How many examples there are on both sides, and pairs of them that are computed. */
export interface Counts {
  readonly sides: number;
  readonly pairs: number;
  /** Pairs that the kernel has entries for, mirror images included. */
  readonly entries: number;
}

/** A decision about a parameter, which holds for both sides and all blocks of examples. */
export interface Way {
  /** Places among the parameter's uses of those that contribute together; null: by its Jacobian. */
  readonly groups: readonly (readonly number[])[] | null;
  readonly rule: Rule;
  /** Multiply-adds for pairs of examples, and those that form Jacobians at the end of the way back. */
  readonly multiplyAdds: number;
  readonly forming: number;
  /** Numbers that an example keeps, and that a pair takes while it is worked on. */
  readonly kept: number;
  readonly paired: number;
}

/** The form of a parameter's Jacobian that is made use of. */
export type Rule = FactoredUse["rule"] | "entries" | "jacobian" | "none";

/**
 * For every parameter of linear programs in their tangents, the cheaper way. There are two programs where
 * the second side has other shapes, such as longer sequences; both sides go the same way.
 */
export function waysOf(
  [program, ...others]: readonly [Program, ...Program[]],
  groups: Groups,
  counts: Counts,
): Way[] {
  const there = others.map(usesOf);
  return usesOf(program).map((uses, k) => {
    const setting = { shape: program.inputs[k]?.shape ?? [], groups, counts };
    const way = wayOf(uses, setting);
    const agree = there.every((own) => isAlike(wayOf(own[k] as Uses, setting), way));
    return agree ? way : jacobianWay(uses, null, setting);
  });
}

interface Setting {
  readonly shape: readonly number[];
  readonly groups: Groups;
  readonly counts: Counts;
}

function isAlike(a: Way, b: Way): boolean {
  return JSON.stringify(a.groups) === JSON.stringify(b.groups);
}

function wayOf(uses: Uses, setting: Setting): Way {
  const own = useGroups(uses, setting.shape);
  const jacobian = jacobianWay(uses, own, setting);
  if (own === null) return jacobian;
  const factors = factorsWay(uses, own, setting);
  return factors.multiplyAdds <= jacobian.multiplyAdds + jacobian.forming ? factors : jacobian;
}

/** Inner products of both kinds of vectors for all pairs of terms, and their products. */
function factorsWay({ uses }: Uses, own: readonly FactoredUse[][], setting: Setting): Way {
  const { diagonal, traced, paired } = setting.groups;
  const products = diagonal * paired * paired;
  const places = uses.map(({ equation }) => equation);
  const sums = own.map((group) => {
    const { known, moving, rule } = group[0] as FactoredUse;
    const terms = group.reduce((sum, use) => sum + use.terms, 0);
    const length = rule === "lookup" ? 1 : known;
    const outputs = diagonal * traced * paired;
    return {
      multiplyAdds: terms ** 2 * (length + products * (traced * moving + 1)),
      kept: terms * (length + outputs * moving),
      // Products of both kinds, those of cotangents in two orders, and what they add up to.
      paired: terms === 1 ? 1 + products : terms ** 2 * (2 + 3 * products) + products,
    };
  });
  const total = (pick: (one: (typeof sums)[number]) => number): number =>
    sums.reduce((sum, one) => sum + pick(one), 0);
  return {
    groups: own.map((group) => group.map(({ equation }) => places.indexOf(equation))),
    rule: own[0]?.[0]?.rule ?? "product",
    multiplyAdds: setting.counts.pairs * total(({ multiplyAdds }) => multiplyAdds),
    forming: 0,
    kept: total(({ kept }) => kept),
    paired: Math.max(...sums.map(({ paired }) => paired)),
  };
}

/** The outer products where there are some, and the inner products of what they add up to. */
function jacobianWay(uses: Uses, own: FactoredUse[][] | null, setting: Setting): Way {
  const { shape, counts, groups } = setting;
  const { diagonal, traced, paired } = groups;
  const rows = diagonal * traced * paired;
  const formed = (own ?? [])
    .flat()
    .reduce((sum, use) => sum + use.terms * use.known * use.moving, 0);
  const isUsed = uses.isOutput || uses.uses.length > 0;
  const perPair = isUsed ? sizeOf(shape) * rows * paired : 0;
  return {
    groups: null,
    rule: isUsed ? (isEntrywise(uses) ? "entries" : "jacobian") : "none",
    multiplyAdds: counts.pairs * perPair,
    forming: counts.sides * rows * formed,
    kept: isUsed ? rows * sizeOf(shape) : 0,
    paired: 2 * diagonal * paired * paired,
  };
}

/** Shifts and scales, of which no entry meets another: their Jacobians are no larger than cotangents. */
function isEntrywise({ uses }: Uses): boolean {
  const names = ["add", "sub", "mul", "div", "broadcast", "neg", "reshape", "transpose"];
  return uses.every(({ equation }) => names.includes(equation.primitive.name));
}

/** The plan of a program by what was decided. */
export function planOf(program: Program, ways: readonly Way[]): ParameterPlan[] {
  return usesOf(program).map(({ uses }, k): ParameterPlan => {
    const groups = ways[k]?.groups ?? null;
    if (groups === null) return { kind: "jacobian" };
    const scaledUse = (place: number): ScaledUse => {
      const use = uses[place] as Use;
      return { use: factored(use) as FactoredUse, scale: scaleOf(use.steps) };
    };
    return { kind: "factors", groups: groups.map((group) => group.map(scaledUse)) };
  });
}

/** The equations at which the walk back stops, since their outer products are not formed. */
export function stopsOf(plans: readonly ParameterPlan[]): Set<Equation> {
  const groups = plans.flatMap((plan) => (plan.kind === "factors" ? plan.groups : []));
  return new Set(groups.flat().map(({ use }) => use.equation));
}

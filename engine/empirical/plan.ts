import type { Equation, Program } from "../core/program.js";
import { factored, type FactoredUse } from "./factored-use.js";
import type { Groups } from "./terms.js";
import { scaleOf, usesOf, type Uses } from "./uses.js";

/** How a parameter's part of the kernel is computed: by the outer products of its use, or by its Jacobian. */
export type ParameterPlan =
  | { readonly kind: "factors"; readonly use: FactoredUse; readonly scale: number }
  | { readonly kind: "jacobian" };

/** How many examples there are on both sides, and pairs of them that are computed. */
export interface Counts {
  readonly sides: number;
  readonly pairs: number;
}

/** For every parameter of a linear program in their tangents, the cheaper way. */
export function planOf(program: Program, groups: Groups, counts: Counts): ParameterPlan[] {
  return usesOf(program).map((uses) => parameterPlan(uses, groups, counts));
}

function parameterPlan({ uses, isOutput }: Uses, groups: Groups, counts: Counts): ParameterPlan {
  const [use] = uses;
  if (use === undefined || uses.length > 1 || isOutput) return { kind: "jacobian" };
  const own = factored(use);
  if (own === null || costOfFactors(own, groups, counts) > costOfJacobian(own, groups, counts)) {
    return { kind: "jacobian" };
  }
  return { kind: "factors", use: own, scale: scaleOf(use.steps) };
}

/** Multiply-adds: inner products of both kinds of vectors for all pairs of terms, and their products. */
function costOfFactors({ terms, known, moving }: FactoredUse, groups: Groups, { pairs }: Counts) {
  const { diagonal, traced, paired } = groups;
  const products = diagonal * paired * paired;
  return pairs * terms ** 2 * (known + products * (traced * moving + 1));
}

/** Multiply-adds: the outer products, and the inner products of what they add up to. */
function costOfJacobian(
  { terms, known, moving }: FactoredUse,
  { diagonal, traced, paired }: Groups,
  { sides, pairs }: Counts,
) {
  const rows = diagonal * traced * paired;
  return known * moving * rows * (sides * terms + pairs * paired);
}

/** The equations at which the walk back stops, since their outer products are not formed. */
export function stopsOf(plans: readonly ParameterPlan[]): Set<Equation> {
  return new Set(plans.flatMap((plan) => (plan.kind === "factors" ? [plan.use.equation] : [])));
}

import type { Label } from "./labels.js";
import { sizeOfLabels, type Lengths } from "./labelled.js";

/** Which two operands are contracted next; the result goes to the end of the list. */
export type Step = readonly [number, number];

/** Up to so many operands every order is tried (by dynamic programming over subsets). */
const EXACT = 8;

/** Work and order of the best way to contract a set of operands. */
interface Plan {
  readonly work: number;
  /** The two parts, as bit sets; none for a single operand. */
  readonly parts: readonly [number, number] | null;
}

/**
 * The order of pairwise contractions with the fewest multiplications: the best for few operands,
 * otherwise the cheapest pair next.
 */
export function contractionOrder(
  inputs: readonly (readonly Label[])[],
  output: readonly Label[],
  lengths: Lengths,
): Step[] {
  if (inputs.length < 2) return [];
  return inputs.length <= EXACT ? exact(inputs, output, lengths) : greedy(inputs, output, lengths);
}

/** What remains of some operands beside the others: labels of the result or of another operand. */
function remaining(
  inside: readonly (readonly Label[])[],
  outside: readonly (readonly Label[])[],
  output: readonly Label[],
): Set<Label> {
  const needed = new Set([...output, ...outside.flat()]);
  return new Set(inside.flat().filter((label) => needed.has(label)));
}

function exact(
  inputs: readonly (readonly Label[])[],
  output: readonly Label[],
  lengths: Lengths,
): Step[] {
  const all = (1 << inputs.length) - 1;
  const labels = Array.from({ length: all + 1 }, (_, set) => {
    const isInside = (_: unknown, k: number): boolean => ((set >> k) & 1) === 1;
    const [inside, outside] = [
      inputs.filter(isInside),
      inputs.filter((one, k) => !isInside(one, k)),
    ];
    return remaining(inside, outside, output);
  });
  const plans: Plan[] = [];
  for (let set = 1; set <= all; set++) plans[set] = best(set, plans, labels, lengths);
  return steps(all, plans, inputs.length);
}

function best(
  set: number,
  plans: readonly Plan[],
  labels: readonly ReadonlySet<Label>[],
  lengths: Lengths,
): Plan {
  if ((set & (set - 1)) === 0) return { work: 0, parts: null };
  let plan: Plan = { work: Infinity, parts: null };
  for (let part = (set - 1) & set; part > set - part; part = (part - 1) & set) {
    const rest = set - part;
    const involved = new Set([...(labels[part] ?? []), ...(labels[rest] ?? [])]);
    const work =
      (plans[part]?.work ?? 0) + (plans[rest]?.work ?? 0) + sizeOfLabels(involved, lengths);
    if (work < plan.work || plan.parts === null) plan = { work, parts: [part, rest] };
  }
  return plan;
}

/** The plan as steps on a list from which two operands are taken and their product put at the end. */
function steps(all: number, plans: readonly Plan[], count: number): Step[] {
  const list = Array.from({ length: count }, (_, k) => 1 << k);
  const out: Step[] = [];
  const visit = (set: number): void => {
    const parts = plans[set]?.parts;
    if (!parts) return;
    parts.forEach(visit);
    const [i = 0, j = 0] = parts.map((part) => list.indexOf(part)).toSorted((p, q) => p - q);
    out.push([i, j]);
    list.splice(j, 1);
    list.splice(i, 1);
    list.push(set);
  };
  visit(all);
  return out;
}

function greedy(
  inputs: readonly (readonly Label[])[],
  output: readonly Label[],
  lengths: Lengths,
): Step[] {
  let list = inputs.map((labels) => [...labels]);
  const out: Step[] = [];
  while (list.length > 1) {
    const pairs = list.flatMap((_, j) => Array.from({ length: j }, (_, i): Step => [i, j]));
    const costs = pairs.map(([i, j]) =>
      sizeOfLabels(new Set([...(list[i] ?? []), ...(list[j] ?? [])]), lengths),
    );
    const [i, j] = pairs[costs.indexOf(Math.min(...costs))] ?? [0, 1];
    const others = list.filter((_, k) => k !== i && k !== j);
    list = [...others, [...remaining([list[i] ?? [], list[j] ?? []], others, output)]];
    out.push([i, j]);
  }
  return out;
}

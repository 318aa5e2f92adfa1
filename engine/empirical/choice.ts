import type { NDArray } from "../array/ndarray.js";
import { candidatesOf, type Candidate, type Candidates, type Named } from "./candidates.js";
import type { Call } from "./model.js";
import type { Settings } from "./options.js";
import { finished, type Target } from "./target.js";

/** What a way to the kernels of all arrays of outputs takes. */
export interface Estimate {
  readonly implementation: Named;
  /** Floating-point operations, as counted from the program of f. */
  readonly flops: number;
  /** Bytes at most, the kernel included. */
  readonly memory: number;
  /** Whether the smallest tile keeps to the option `memory`. */
  readonly fits: boolean;
}

/** Kernels that are to be computed, and how. */
export interface Choice {
  readonly chosen: Estimate;
  readonly estimates: readonly Estimate[];
  readonly candidates: readonly Candidates[];
  run(): NDArray[];
}

/** What was asked for; with "auto", of what fits the memory what takes the fewest operations. */
export function choiceOf(targets: readonly Target[], call: Call, settings: Settings): Choice {
  const candidates = targets.map((target) => candidatesOf(target, call, settings));
  const estimates = NAMES.map((name) => estimateOf(name, candidates));
  const fitting = estimates.filter(({ fits }) => fits);
  const wanted = estimates.filter(
    ({ implementation }) => implementation === settings.implementation,
  );
  const among = [wanted, fitting, estimates].find((list) => list.length > 0) ?? estimates;
  const chosen = among.reduce((best, one) => (one.flops < best.flops ? one : best));
  const run = (): NDArray[] =>
    targets.map((target, k) => {
      const own = named(candidates[k] as Candidates, chosen.implementation);
      return finished(target, own.run(), settings);
    });
  return { chosen, estimates, candidates, run };
}

/** The first of equals is taken: the structured way is the Jacobians' where there is no structure. */
const NAMES = ["structuredDerivatives", "jacobianContraction", "ntkVectorProducts"] as const;

function named({ all }: Candidates, name: Named): Candidate {
  return all.find(({ implementation }) => implementation === name) as Candidate;
}

function estimateOf(implementation: Named, candidates: readonly Candidates[]): Estimate {
  const own = candidates.map((one) => named(one, implementation));
  return {
    implementation,
    flops: own.reduce((sum, { flops }) => sum + flops, 0),
    memory: own.reduce((sum, { memory }) => sum + memory, 0),
    fits: own.every(({ fits }) => fits),
  };
}

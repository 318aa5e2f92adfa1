import { BYTES } from "../array/dtype.js";
import { sameShape } from "../array/shape.js";
import type { NDArray } from "../array/ndarray.js";
import { allPairs, part, samePairs } from "./blockwise.js";
import { footprintOf, flopsOf, type Footprint } from "./footprint.js";
import { jacobianContraction } from "./jacobian-contraction.js";
import { linearized } from "./linear-program.js";
import type { Call, Examples } from "./model.js";
import type { Implementation, Settings } from "./options.js";
import { mapped, type PairMethod } from "./pair-method.js";
import { planOf, stopsOf, waysOf, type Counts, type Way } from "./plan.js";
import { structuredDerivatives } from "./structured-derivatives.js";
import { averaged, meets, type Target } from "./target.js";
import { groupsOf, type Groups } from "./terms.js";
import { fits, memoryOf } from "./tiles.js";
import { ntkVectorProducts } from "./vector-products.js";

/** A way to compute a kernel. */
export type Named = Exclude<Implementation, "auto">;

/** A way to compute the kernel of one array of outputs, and what it takes. */
export interface Candidate {
  readonly implementation: Named;
  readonly flops: number;
  /** Bytes at most, the kernel included. */
  readonly memory: number;
  /** Whether its smallest tile keeps to the memory allowed. */
  readonly fits: boolean;
  /** The kernel, [n, n′, diagonal, paired, paired′], averaged over traced axes if that was asked for. */
  run(): NDArray;
}

/** All ways to the kernel of one array of outputs, and what structure its parameters have. */
export interface Candidates {
  readonly all: readonly Candidate[];
  readonly ways: readonly Way[];
}

export function candidatesOf(target: Target, call: Call, settings: Settings): Candidates {
  const counts = countsOf(target, call);
  const { ways, footprint, stopped } = structureOf(target, call, counts);
  const cost = costsOf({ target, counts, footprint, stopped, ways });
  const candidate = <F>(implementation: Named, method: PairMethod<F>): Candidate => ({
    implementation,
    flops: cost[implementation],
    memory: kernelBytes(target, counts) + memoryOf(method, counts, settings.memory),
    fits: fits(method, settings.memory),
    run: () => run(method, { target, call, settings }),
  });
  return {
    ways,
    all: [
      candidate("structuredDerivatives", structuredDerivatives(target, footprint, ways)),
      candidate("jacobianContraction", jacobianContraction(target, footprint)),
      candidate("ntkVectorProducts", ntkVectorProducts(target, footprint)),
    ],
  };
}

interface Work {
  readonly target: Target;
  readonly call: Call;
  readonly settings: Settings;
}

function run<F>(method: PairMethod<F>, { target, call, settings }: Work): NDArray {
  const own = mapped(method, (sum) => averaged(target, sum, settings));
  const followed = target.outputs.some(({ trace }) => trace !== undefined);
  const pair = meets(target.axes) === "all" ? allPairs : samePairs;
  return pair(own, call, { memory: settings.memory, followed });
}

interface Structure {
  readonly ways: readonly Way[];
  readonly footprint: Footprint;
  /** Flops of the equations whose outer products are not formed. */
  readonly stopped: number;
}

/** How f depends on its parameters, from one example of each side. */
function structureOf(target: Target, { x1, x2 }: Call, counts: Counts): Structure {
  const one = part(x1, 0, 1);
  const other = x2 === null ? one : part(x2, 0, 1);
  return linearized(target, one, ({ program, output }) => {
    const groups = groupsOf(target.axes, output);
    const decided = (ways: readonly Way[]): Structure => ({
      ways,
      footprint: footprintOf(program),
      stopped: [...stopsOf(planOf(program, ways))].reduce((sum, one) => sum + flopsOf(one), 0),
    });
    if (isAlike(one, other)) return decided(waysOf([program], groups, counts));
    return linearized(target, other, (second) =>
      decided(waysOf([program, second.program], groups, counts)),
    );
  });
}

function isAlike(a: Examples, b: Examples): boolean {
  return a.inputs.every(({ shape }, k) => sameShape(shape, b.inputs[k]?.shape ?? []));
}

export function countsOf({ axes }: Target, { x1, x2 }: Call): Counts {
  const [n, m] = [x1.count, x2?.count ?? x1.count];
  const sides = x2 === null ? n : n + m;
  if (meets(axes) === "same") return { sides, pairs: n, entries: n };
  return { sides, pairs: x2 === null ? (n * (n + 1)) / 2 : n * m, entries: n * m };
}

function kernelBytes({ outputs: [first, second], axes }: Target, { entries }: Counts): number {
  const { diagonal, paired } = groupsOf(axes, first);
  return entries * diagonal * paired * groupsOf(axes, second).paired * BYTES[first.dtype];
}

interface Costs extends Structure {
  readonly target: Target;
  readonly counts: Counts;
}

/** Floating-point operations; a run of f counts as half of its tangents, which have two products for one. */
function costsOf(costs: Costs): Record<Named, number> {
  const { target, counts, footprint, stopped, ways } = costs;
  const { sides, pairs, entries } = counts;
  const groups: Groups = groupsOf(target.axes, target.outputs[0]);
  const outputs = target.outputs[0].size;
  const products = groups.diagonal * groups.traced * groups.paired ** 2;
  const parameters = target.model.params.reduce((sum, { size }) => sum + size, 0);
  const back = footprint.flops;
  const forward = (sides * back) / 2;
  const structure = ways.reduce((sum, { multiplyAdds }) => sum + 2 * multiplyAdds, 0);
  return {
    structuredDerivatives: forward + sides * outputs * (back - stopped) + structure,
    jacobianContraction: forward + sides * outputs * back + 2 * pairs * products * parameters,
    // No use is made of symmetry.
    ntkVectorProducts: forward + (sides + entries) * outputs * back,
  };
}

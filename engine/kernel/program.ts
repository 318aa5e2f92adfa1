import { affineSteps } from "./affine-steps.js";
import { columnsAt, type Frame } from "./frame.js";
import { NO_PIXEL, operandsOf, type Graph, type Node, type Operation, type Term } from "./graph.js";
import type { TileStep } from "./map.js";
import { SlotAllocator, type Register } from "./registers.js";
import { NO_SLOT, slotTable, type Slots } from "./slots.js";
import type { PlacedStep, ProgramMemory, TermRecord } from "./step.js";
import type { AdvancedOf } from "./variances.js";

/** Which kernels are asked for. */
export interface Wanted {
  readonly nngp: boolean;
  readonly ntk: boolean;
}

/** All that a program is written from. */
export interface Plan {
  readonly graph: Graph;
  readonly frame: Frame;
  readonly output: Node;
  readonly wanted: Wanted;
  readonly advancedOf: AdvancedOf;
  readonly slotsOf: (node: Node) => Slots;
  readonly memory: ProgramMemory;
  /** Where the input's kernel is found and the output's is to lie. */
  readonly home: Register;
  /** The first slot that is free for other registers. */
  readonly firstSlot: number;
}

/** Steps and the workspace they need. */
export interface Program {
  readonly steps: readonly PlacedStep[];
  readonly slots: number;
}

/** Writes the program that takes the input's kernel to the output's. */
export function writeProgram(plan: Plan): Program {
  return new ProgramWriter(plan).write();
}

type Sum = Extract<Operation, { kind: "sum" }>;

class ProgramWriter {
  private readonly steps: PlacedStep[] = [];
  private readonly registers = new Map<Node, Register>();
  private readonly uses = new Map<Node, number>();
  private readonly allocator: SlotAllocator;

  constructor(private readonly plan: Plan) {
    this.allocator = new SlotAllocator(plan.firstSlot);
  }

  write(): Program {
    const { graph, output, wanted, home } = this.plan;
    const reachable = reachableFrom(output);
    const nodes = graph.nodes.filter((node) => reachable.has(node));
    for (const node of nodes) {
      for (const of of operandsOf(node)) this.uses.set(of, (this.uses.get(of) ?? 0) + 1);
    }
    this.uses.set(output, (this.uses.get(output) ?? 0) + 1);
    for (const node of nodes) this.registers.set(node, this.place(node));
    const register = this.registerOf(output);
    if (wanted.nngp) this.covariances(output, register, register.w);
    if (register !== home) this.copy(output, register, home);
    return { steps: this.steps, slots: this.allocator.size };
  }

  private place(node: Node): Register {
    const { operation } = node;
    if (operation.kind === "input") return this.withSilence(node, this.plan.home);
    if (operation.kind === "sum" && !isElementwise(operation)) {
      return this.withSilence(node, this.sum(node, operation));
    }
    const [first] = operandsOf(node) as readonly [Node, ...Node[]];
    const register = this.inPlace(first);
    for (const step of this.elementwise(node, first)) this.add(node, register, step);
    if (operation.kind === "product") this.release(operation.of[1]);
    return this.withSilence(node, register);
  }

  /** What a node does to its only operand, or its first, in its place. */
  private elementwise(node: Node, first: Node): readonly (TileStep & { operands?: number[] })[] {
    const { operation } = node;
    const { advancedOf, frame } = this.plan;
    if (operation.kind === "sum") {
      const { variances } = advancedOf(node).rows;
      return affineSteps(operation.affine, advancedOf(first).rows, variances);
    }
    if (operation.kind === "product") {
      const other = this.registerOf(operation.of[1]);
      const vectors = operation.of.map((of) => this.deviations(of));
      return [{ opcode: "product", vectors, operands: [other.w, other.ntk] }];
    }
    if (operation.kind === "dropout") {
      return [{ opcode: "dropout", constants: [operation.rate, Number(frame.triangle)] }];
    }
    return advancedOf(node).steps;
  }

  /** Through covariances, see tile-covariance.ts. */
  private sum(node: Node, { terms, affine }: Sum): Register {
    const { wanted, advancedOf } = this.plan;
    const { weightVariance, biasVariance, tangent } = affine;
    const covariances = new Map<Node, number>();
    for (const { of } of terms) {
      if (covariances.has(of)) continue;
      covariances.set(of, this.allocator.take(this.slots(of)));
      this.covariances(of, this.registerOf(of), covariances.get(of) as number);
    }
    const register = this.newRegister(node);
    const lists = this.plan.memory.words(termList(terms, this.plan.slotsOf, node));
    const records = this.plan.memory.terms(
      terms.map((term) => this.termRecord(term, node, { weightVariance, covariances })),
    );
    const operands = [terms.length, lists, records, Number(wanted.ntk)];
    this.add(node, register, { opcode: "gather", operands });
    const { ofCovariance, ofBias } = tangent;
    if (ofCovariance !== 0 || weightVariance !== 1 || ofBias !== 0) {
      const constants = [ofCovariance, weightVariance, ofBias];
      this.add(node, register, { opcode: "covarianceTangent", tangentOnly: true, constants });
    }
    if (weightVariance !== 1) {
      this.add(node, register, { opcode: "covarianceAffine", constants: [weightVariance, 0] });
    }
    const { variances } = advancedOf(node).rows;
    const inverses = variances.map((variance) => (variance === 0 ? 0 : 1 / Math.sqrt(variance)));
    const shares = inverses.map((inverse) => Math.sqrt(biasVariance) * inverse);
    const constants = [biasVariance];
    this.add(node, register, {
      opcode: "correlate",
      constants,
      vectors: [inverses, shares],
      operands,
    });
    for (const [of, first] of covariances) this.allocator.give(first, this.slots(of));
    for (const { of } of terms) this.release(of);
    return register;
  }

  private termRecord(
    { of, weight, sources }: Term,
    node: Node,
    { weightVariance, covariances }: { weightVariance: number; covariances: Map<Node, number> },
  ): TermRecord {
    const { frame } = this.plan;
    return {
      covariances: covariances.get(of) as number,
      register: this.registerOf(of),
      weight,
      root: Math.sqrt(weight * weightVariance),
      columns: columnsAt(frame, of.pixels),
      deviations: this.deviations(of),
      sources: sources ?? Int32Array.from({ length: node.pixels }, (_, pixel) => pixel),
      strides: frame.strides,
    };
  }

  /** Pixels of zero variance have no direction: their correlations count as 0. */
  private withSilence(node: Node, register: Register): Register {
    const { variances } = this.plan.advancedOf(node).rows;
    if (variances.includes(0)) {
      const vectors = [variances.map((variance) => Number(variance === 0))];
      this.add(node, register, { opcode: "silence", vectors });
    }
    return register;
  }

  private covariances(node: Node, register: Register, to: number): void {
    const vectors = [this.deviations(node)];
    this.add(node, register, { opcode: "covariances", vectors, operands: [to] });
  }

  private copy(node: Node, from: Register, to: Register): void {
    this.add(node, to, { opcode: "copy", operands: [from.w, from.ntk] });
  }

  private add(
    node: Node,
    register: Register,
    step: TileStep & { readonly operands?: readonly number[] },
  ): void {
    const { wanted, slotsOf, memory } = this.plan;
    if (step.tangentOnly === true && !wanted.ntk) return;
    const slots = slotsOf(node);
    const table = memory.words(this.table(slots));
    this.steps.push({ ...step, register, slots: slots.rows.length, table });
  }

  private readonly tables = new Map<Slots, Uint32Array>();

  private table(slots: Slots): Uint32Array {
    const known = this.tables.get(slots);
    if (known !== undefined) return known;
    const table = slotTable(slots, this.plan.frame);
    this.tables.set(slots, table);
    return table;
  }

  private readonly roots = new Map<Node, Float64Array>();

  /** √variance of every row. */
  private deviations(node: Node): Float64Array {
    const known = this.roots.get(node);
    if (known !== undefined) return known;
    const roots = this.plan.advancedOf(node).rows.variances.map(Math.sqrt);
    this.roots.set(node, roots);
    return roots;
  }

  private slots(node: Node): number {
    return this.plan.slotsOf(node).rows.length;
  }

  private registerOf(node: Node): Register {
    return this.registers.get(node) as Register;
  }

  /** The operand's register where nothing else needs it, a copy otherwise. */
  private inPlace(node: Node): Register {
    const register = this.registerOf(node);
    const left = this.usedUp(node);
    if (left === 0) return register;
    const fresh = this.newRegister(node);
    this.copy(node, register, fresh);
    return fresh;
  }

  private newRegister(node: Node): Register {
    const count = this.slots(node);
    return { w: this.allocator.take(count), ntk: this.allocator.take(count) };
  }

  /** One use less; how many are left. */
  private usedUp(node: Node): number {
    const left = (this.uses.get(node) ?? 0) - 1;
    this.uses.set(node, left);
    return left;
  }

  private release(node: Node): void {
    if (this.usedUp(node) > 0) return;
    const { w, ntk } = this.registerOf(node);
    if (w < this.plan.firstSlot) return;
    this.allocator.give(w, this.slots(node));
    this.allocator.give(ntk, this.slots(node));
  }
}

/** One term, pixel by pixel. */
function isElementwise({ terms }: Sum): boolean {
  return terms.length === 1 && terms[0]?.sources === null;
}

function reachableFrom(output: Node): ReadonlySet<Node> {
  const reachable = new Set<Node>();
  const pending = [output];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (reachable.has(node)) continue;
    reachable.add(node);
    pending.push(...operandsOf(node));
  }
  return reachable;
}

/** For every slot of a sum the slots of its terms. */
function termList(terms: readonly Term[], slotsOf: (node: Node) => Slots, node: Node): Int32Array {
  const { rows, columns } = slotsOf(node);
  const list = new Int32Array(rows.length * terms.length).fill(NO_SLOT);
  terms.forEach(({ of, sources }, k) => {
    const { numberOf } = slotsOf(of);
    for (let slot = 0; slot < rows.length; slot++) {
      const row = sourceOf(sources, rows[slot] as number);
      const column = sourceOf(sources, columns[slot] as number);
      if (row === NO_PIXEL || column === NO_PIXEL) continue;
      list[slot * terms.length + k] = numberOf(row, column);
    }
  });
  return list;
}

function sourceOf(sources: Int32Array | null, pixel: number): number {
  return sources === null ? pixel : (sources[pixel] as number);
}

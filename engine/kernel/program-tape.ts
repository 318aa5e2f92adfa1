// The steps of a program as they are written, and the registers that nodes have meanwhile.
import type { Node } from "./graph.js";
import type { OperandStep, Plan } from "./plan.js";
import { SlotAllocator, type Register } from "./registers.js";
import { TABLE_WORDS, writeSlotTable, type Slots } from "./slots.js";
import type { PlacedStep } from "./step.js";

export class ProgramTape {
  readonly steps: PlacedStep[] = [];
  readonly allocator: SlotAllocator;
  private readonly registers = new Map<Node, Register>();
  private readonly uses = new Map<Node, number>();

  constructor(readonly plan: Plan) {
    this.allocator = new SlotAllocator(plan.firstSlot);
  }

  /** One more step will read a node. */
  countUse(node: Node): void {
    this.uses.set(node, (this.uses.get(node) ?? 0) + 1);
  }

  /** Where a node's kernel lies from now on. */
  place(node: Node, register: Register): void {
    this.registers.set(node, register);
  }

  private readonly roots = new Map<Node, Float64Array>();

  /** √variance of every row. */
  deviations(node: Node): Float64Array {
    const known = this.roots.get(node);
    if (known !== undefined) return known;
    const roots = this.plan.advancedOf(node).rows.variances.slice();
    for (let row = 0; row < roots.length; row++) roots[row] = Math.sqrt(roots[row] as number);
    this.roots.set(node, roots);
    return roots;
  }

  /** 1/√a and σ_b/√a. */
  inverseDeviations(node: Node, biasVariance: number): Float64Array[] {
    const deviations = this.deviations(node);
    const [inverses, shares] = [deviations.slice(), deviations.slice()];
    const bias = Math.sqrt(biasVariance);
    for (let row = 0; row < deviations.length; row++) {
      const deviation = deviations[row] as number;
      const inverse = deviation === 0 ? 0 : 1 / deviation;
      inverses[row] = inverse;
      shares[row] = bias * inverse;
    }
    return [inverses, shares];
  }

  /** A node's covariances and tangent kernels, to be read. */
  covarianceRegister(node: Node): Register {
    const register = this.registerOf(node);
    if (node.holds === "covariances") return register;
    const w = this.allocator.take(this.slots(node));
    this.covariances(node, register, w);
    return { w, ntk: register.ntk };
  }

  releaseCovariances(node: Node, register: Register): void {
    if (node.holds === "complements") this.allocator.give(register.w, this.slots(node));
    this.release(node);
  }

  /** An operand's covariances at a node's slots, in a register of their own. */
  ownCovariances(of: Node, node = of): Register {
    const register = this.inPlace(of, node);
    if (of.holds === "complements") {
      const step = this.covariancesStep(of, register.w);
      this.add(node, register, step);
    }
    return register;
  }

  covariances(node: Node, register: Register, to: number): void {
    this.add(node, register, this.covariancesStep(node, to));
  }

  private covariancesStep(node: Node, to: number): OperandStep {
    const vectors = [this.deviations(node)];
    const nonnegative = Number(!this.plan.advancedOf(node).rows.signed);
    return { opcode: "covariances", vectors, operands: [to, nonnegative] };
  }

  /** The slots of `node`, of those that `of` has. */
  copy(node: Node, from: Register, to: Register, of = node): void {
    const list = this.slots(of) === this.slots(node) ? 0 : this.slotsWithin(of, node);
    this.add(node, to, { opcode: "copy", operands: [from.w, from.ntk, list] });
  }

  private slotsWithin(of: Node, node: Node): number {
    const { numberOf } = this.plan.slotsOf(of);
    const { rows, columns } = this.plan.slotsOf(node);
    return this.plan.memory.words(rows.map((row, slot) => numberOf(row, columns[slot] as number)));
  }

  add(node: Node, register: Register, step: OperandStep): void {
    this.addTo(this.plan.slotsOf(node), register, step);
  }

  addTo(slots: Slots, register: Register, step: OperandStep): void {
    const { wanted, planes } = this.plan;
    if (step.tangentOnly === true && !wanted.ntk) return;
    const table = planes?.table(slots) ?? this.table(slots);
    this.steps.push({ ...step, register, slots: slots.rows.length, table });
  }

  private readonly tables = new Map<Slots, number>();

  private table(slots: Slots): number {
    const known = this.tables.get(slots);
    if (known !== undefined) return known;
    const { memory, frame } = this.plan;
    const table = memory.list(slots.rows.length * TABLE_WORDS, (list) =>
      writeSlotTable(slots, frame, list),
    );
    this.tables.set(slots, table);
    return table;
  }

  slots(node: Node): number {
    return this.plan.slotsOf(node).rows.length;
  }

  registerOf(node: Node): Register {
    return this.registers.get(node) as Register;
  }

  /**
   * An operand's kernel at a node's slots: its register where nothing else needs it and the slots are the same (another
   * branch may need more of them), a copy otherwise.
   */
  inPlace(of: Node, node = of): Register {
    const register = this.registerOf(of);
    const isFree = this.usedUp(of) === 0;
    if (isFree && this.slots(of) === this.slots(node)) return register;
    const fresh = this.newRegister(node);
    this.copy(node, register, fresh, of);
    if (isFree) this.giveBack(register, this.slots(of));
    return fresh;
  }

  newRegister(node: Node): Register {
    return this.take(this.slots(node));
  }

  take(count: number): Register {
    return { w: this.allocator.take(count), ntk: this.allocator.take(count) };
  }

  giveBack({ w, ntk }: Register, count: number): void {
    if (w < this.plan.firstSlot) return;
    this.allocator.give(w, count);
    this.allocator.give(ntk, count);
  }

  /** One use less; how many are left. */
  private usedUp(node: Node): number {
    const left = (this.uses.get(node) ?? 0) - 1;
    this.uses.set(node, left);
    return left;
  }

  release(node: Node): void {
    if (this.usedUp(node) === 0) this.giveBack(this.registerOf(node), this.slots(node));
  }
}

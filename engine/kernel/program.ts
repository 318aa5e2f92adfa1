import type { AffineKernel } from "./affine.js";
import { affineSteps } from "./affine-steps.js";
import { columnsAt, type Frame } from "./frame.js";
import { ContractionWriter } from "./contraction.js";
import { NO_PIXEL, operandsOf, type Graph, type Node, type Operation, type Term } from "./graph.js";
import type { TileStep } from "./map.js";
import type { PlaneRecorder } from "./plane-recorder.js";
import { sourceOf } from "./requirements.js";
import { SlotAllocator, type Register } from "./registers.js";
import { NO_SLOT, slotTable, turnedPairs, type Slots } from "./slots.js";
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
  /**
   * Where the input's kernel is found and the output's is to lie; with pixels, the step that reads the
   * input's.
   */
  readonly input: { readonly home: Register } | { readonly step: (input: Node) => OperandStep };
  /** The program is run once for each plane of fixed displacement, and gives the sums over its pixels. */
  readonly planes?: PlaneRecorder;
  /** A node whose kernel is there already: its register is filled before the program runs. */
  readonly given?: Node | null;
  /** Covariances of a node within each example, for attention: examples × pixels × pixels. */
  readonly capturedWithin: CapturedWithin;
  /** The first slot that is free for other registers. */
  readonly firstSlot: number;
}

export type OperandStep = TileStep & { readonly operands?: readonly number[] };

/** For an example's side (x1 or x2) all pairs of pixels of each example. */
export type CapturedWithin = (node: Node, side: 0 | 1) => Float64Array;

/** Steps, where the output lies, and the workspace they need. */
export interface Program {
  readonly steps: readonly PlacedStep[];
  readonly register: Register;
  /** Where the given node's kernel belongs. */
  readonly given: Register | null;
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
    const { graph, output, wanted, input, planes, given = null } = this.plan;
    const reachable = reachableFrom(output, given);
    const nodes = graph.nodes.filter((node) => reachable.has(node));
    for (const node of nodes) {
      if (node === given) continue;
      for (const of of operandsOf(node)) this.uses.set(of, (this.uses.get(of) ?? 0) + 1);
    }
    this.uses.set(output, (this.uses.get(output) ?? 0) + 1);
    for (const node of nodes) this.registers.set(node, this.place(node));
    const register = this.registerOf(output);
    if (planes !== undefined) return this.planeSums(output, register);
    if (wanted.nngp && output.holds === "complements") {
      this.covariances(output, register, register.w);
    }
    const home = "home" in input ? input.home : register;
    if (register !== home) this.copy(output, register, home);
    const filled = given === null ? null : this.registerOf(given);
    return { steps: this.steps, register: home, given: filled, slots: this.allocator.size };
  }

  private planeSums(output: Node, register: Register): Program {
    this.covariances(output, register, register.w);
    const sums = this.take(1);
    this.add(output, register, { opcode: "planeTotal", operands: [sums.w, sums.ntk] });
    return { steps: this.steps, register: sums, given: null, slots: this.allocator.size };
  }

  private place(node: Node): Register {
    const { operation } = node;
    if (node === this.plan.given) return this.newRegister(node);
    switch (operation.kind) {
      case "input":
        return this.withSilence(node, this.input(node));
      case "sum":
        if (isElementwise(operation)) break;
        return this.withSilence(node, this.sum(node, operation));
      case "matrix":
        return this.matrix(node, operation);
      case "total":
        return this.total(node, operation);
      case "attend":
        return this.attend(node, operation);
      case "shift":
        return this.shift(node, operation);
      default:
    }
    const [first] = operandsOf(node) as readonly [Node, ...Node[]];
    const register = this.inPlace(first);
    for (const step of this.elementwise(node, first)) this.add(node, register, step);
    if (operation.kind === "product") this.release(operation.of[1]);
    return this.withSilence(node, register);
  }

  private input(node: Node): Register {
    const { input } = this.plan;
    if ("home" in input) return input.home;
    const register = this.newRegister(node);
    this.add(node, register, input.step(node));
    return register;
  }

  /** What a node does to its only operand, or its first, in its place. */
  private elementwise(node: Node, first: Node): readonly OperandStep[] {
    const { operation } = node;
    const { advancedOf, frame } = this.plan;
    if (node.holds === "covariances") return covarianceSteps(operation, frame);
    if (operation.kind === "normalise") {
      return [{ opcode: "normalise", vectors: [advancedOf(node).rows.variances] }];
    }
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
  private sum(node: Node, { terms, affine, local }: Sum): Register {
    const { wanted, slotsOf, memory } = this.plan;
    const { weightVariance, biasVariance, tangent } = affine;
    const covariances = new Map<Node, number>();
    const borrowed = new Map<Node, number>();
    for (const { of } of terms) {
      if (covariances.has(of)) continue;
      const { w } = this.registerOf(of);
      const first = of.holds === "covariances" ? w : this.allocator.take(this.slots(of));
      covariances.set(of, first);
      if (of.holds === "covariances") continue;
      borrowed.set(of, first);
      this.covariances(of, this.registerOf(of), first);
    }
    const register = this.newRegister(node);
    const planeWindow = this.planeWindow(node, terms);
    const lists =
      planeWindow ?? memory.words(termList(terms, slotsOf, { node, local: local === true }));
    const records = memory.terms(
      terms.map((term) => this.termRecord(term, node, { weightVariance, covariances })),
    );
    const operands = [terms.length, lists, records, Number(wanted.ntk)];
    const [first] = terms as readonly [Term, ...Term[]];
    if (isWindow(node, terms)) {
      const covariance = covariances.get(first.of) as number;
      const { opcode, constants, taps } = this.window(node, affine, first);
      const places = [covariance, this.registerOf(first.of).ntk, taps, terms.length];
      const vectors = this.inverseDeviations(node, biasVariance);
      const all = [...operands.slice(0, 3), ...places, Number(wanted.ntk)];
      this.add(node, register, { opcode, constants, vectors, operands: all });
      for (const [of, slot] of borrowed) this.allocator.give(slot, this.slots(of));
      for (const { of } of terms) this.release(of);
      return register;
    }
    this.add(node, register, { opcode: "gather", operands });
    const ofBias = local === true ? 0 : tangent.ofBias;
    if (tangent.ofCovariance !== 0 || weightVariance !== 1 || ofBias !== 0) {
      const constants = [tangent.ofCovariance, weightVariance, ofBias];
      this.add(node, register, { opcode: "covarianceTangent", tangentOnly: true, constants });
    }
    const holds = node.holds;
    const bias = local === true ? 0 : biasVariance;
    const added = holds === "covariances" ? bias : 0;
    if (weightVariance !== 1 || added !== 0) {
      this.add(node, register, { opcode: "covarianceAffine", constants: [weightVariance, added] });
    }
    if (local === true) this.addLocalBias(node, register, affine);
    if (holds === "complements") {
      const constants = [bias];
      const vectors = this.inverseDeviations(node, biasVariance);
      this.add(node, register, { opcode: "correlate", constants, vectors, operands });
    }
    for (const [of, first] of borrowed) this.allocator.give(first, this.slots(of));
    for (const { of } of terms) this.release(of);
    return register;
  }

  /** See tile-convolution.ts. */
  private window(node: Node, { weightVariance, biasVariance, tangent }: AffineKernel, term: Term) {
    const { weight } = term;
    const { ofCovariance, ofBias } = tangent;
    const constants = [weight * weightVariance, weight * ofCovariance, ofBias, biasVariance];
    const { terms } = node.operation as Sum;
    if (this.planeWindow(node, terms) !== null)
      return { opcode: "convolve", constants, taps: 0 } as const;
    const list = termList(terms, this.plan.slotsOf, { node, local: false });
    const taps = this.plan.memory.words(compacted(list, terms.length));
    return { opcode: "convolve", constants, taps } as const;
  }

  private readonly planeWindows = new Map<Node, number>();

  /** Address of a window on planes. */
  private planeWindow(node: Node, terms: readonly Term[]): number | null {
    const { operation } = node;
    const { planes } = this.plan;
    const [term] = terms;
    if (
      planes === undefined ||
      operation.kind !== "sum" ||
      operation.window === undefined ||
      !term
    ) {
      return null;
    }
    const known = this.planeWindows.get(node) ?? planes.window(node, term.of, operation.window);
    this.planeWindows.set(node, known);
    return known;
  }

  /** 1/√a and σ_b/√a. */
  private inverseDeviations(node: Node, biasVariance: number): Float64Array[] {
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

  /** Biases of one pixel are independent of another's. */
  private addLocalBias(
    node: Node,
    register: Register,
    { biasVariance, tangent }: AffineKernel,
  ): void {
    const { rows, columns } = this.plan.slotsOf(node);
    const table = (value: number) =>
      this.plan.memory.doubles(
        Float64Array.from(rows, (row, slot) => (row === columns[slot] ? value : 0)),
      );
    const operands = [table(biasVariance), table(tangent.ofBias)];
    this.add(node, register, { opcode: "shift", constants: [1], operands });
  }

  /** K′ = ½ [(R K) R′ᵀ + R (K R′ᵀ)]: both orders, so that turned pairs have the same bits. */
  private matrix(node: Node, { of, matrix }: Extract<Operation, { kind: "matrix" }>): Register {
    const source = this.covarianceRegister(of);
    const writer = new ContractionWriter(this.plan, matrix, { from: of, to: node });
    const halves = (["rows first", "columns first"] as const).map((order) => {
      const [first, second] = writer.passes(order);
      const middle = this.take(first.slots.rows.length);
      this.addTo(first.slots, middle, first.step(source));
      const count = this.slots(node);
      const half = this.take(count);
      this.addTo(this.plan.slotsOf(node), half, second.step(middle));
      this.giveBack(middle, first.slots.rows.length);
      return half;
    });
    const [register, other] = halves as [Register, Register];
    this.add(node, register, { opcode: "average", operands: [other.w, other.ntk] });
    this.giveBack(other, this.slots(node));
    this.releaseCovariances(of, source);
    return register;
  }

  private total(node: Node, { of, weight }: Extract<Operation, { kind: "total" }>): Register {
    const source = this.covarianceRegister(of);
    const pairs = turnedPairs(this.plan.slotsOf(of));
    const register = this.newRegister(node);
    const tangents = Number(this.plan.wanted.ntk);
    const list = this.plan.memory.words(pairs);
    const operands = [pairs.length / 2, list, source.w, source.ntk, tangents];
    this.add(node, register, { opcode: "total", constants: [weight], operands });
    this.releaseCovariances(of, source);
    return register;
  }

  private shift(node: Node, operation: Extract<Operation, { kind: "shift" }>): Register {
    const { of, factor, offsets } = operation;
    const register = this.ownCovariances(of);
    const { rows, columns } = this.plan.slotsOf(node);
    const table = this.plan.memory.doubles(
      Float64Array.from(
        rows,
        (row, slot) => offsets[row * node.pixels + (columns[slot] as number)] as number,
      ),
    );
    this.add(node, register, { opcode: "shift", constants: [factor], operands: [table, table] });
    return register;
  }

  private attend(node: Node, { of, scale }: Extract<Operation, { kind: "attend" }>): Register {
    const [keys, values] = of;
    const valueRegister = this.covarianceRegister(values);
    const register = this.ownCovariances(keys);
    const pairs = turnedPairs(this.plan.slotsOf(keys));
    const list = this.plan.memory.words(pairs);
    const operands = [valueRegister.w, valueRegister.ntk, pairs.length / 2, list];
    this.add(keys, register, { opcode: "attend", constants: [scale], operands });
    this.releaseCovariances(values, valueRegister);
    return this.narrowed(node, keys, register);
  }

  /** The slots that a node needs of those that another has. */
  private narrowed(node: Node, wide: Node, from: Register): Register {
    if (this.slots(node) === this.slots(wide)) return from;
    const { memory, slotsOf, wanted, frame } = this.plan;
    const register = this.newRegister(node);
    const term: Term = { of: wide, weight: 1, sources: null };
    const list = memory.words(termList([term], slotsOf, { node, local: false }));
    const none = new Float64Array();
    const record = {
      ...{ covariances: from.w, register: from, weight: 1, root: 1, columns: 0 },
      ...{ deviations: none, sources: new Int32Array(), strides: frame.strides },
    };
    const operands = [1, list, memory.terms([record]), Number(wanted.ntk)];
    this.add(node, register, { opcode: "gather", operands });
    this.giveBack(from, this.slots(wide));
    return register;
  }

  /** A node's covariances and tangent kernels, to be read. */
  private covarianceRegister(node: Node): Register {
    const register = this.registerOf(node);
    if (node.holds === "covariances") return register;
    const w = this.allocator.take(this.slots(node));
    this.covariances(node, register, w);
    return { w, ntk: register.ntk };
  }

  private releaseCovariances(node: Node, register: Register): void {
    if (node.holds === "complements") this.allocator.give(register.w, this.slots(node));
    this.release(node);
  }

  /** A node's covariances in a register of their own. */
  private ownCovariances(node: Node): Register {
    const register = this.inPlace(node);
    if (node.holds === "complements") this.covariances(node, register, register.w);
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
      // Sums of covariances need none, and finding them runs another program.
      deviations: node.holds === "complements" ? this.deviations(of) : new Float64Array(),
      sources: sources ?? Int32Array.from({ length: node.pixels }, (_, pixel) => pixel),
      strides: frame.strides,
    };
  }

  /** Pixels of zero variance have no direction: their correlations count as 0. */
  private withSilence(node: Node, register: Register): Register {
    if (node.holds === "covariances") return register;
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

  private add(node: Node, register: Register, step: OperandStep): void {
    this.addTo(this.plan.slotsOf(node), register, step);
  }

  private addTo(slots: Slots, register: Register, step: OperandStep): void {
    const { wanted, memory, planes } = this.plan;
    if (step.tangentOnly === true && !wanted.ntk) return;
    const table = planes?.table(slots) ?? memory.words(this.table(slots));
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
    const roots = this.plan.advancedOf(node).rows.variances.slice();
    for (let row = 0; row < roots.length; row++) roots[row] = Math.sqrt(roots[row] as number);
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
    return this.take(this.slots(node));
  }

  private take(count: number): Register {
    return { w: this.allocator.take(count), ntk: this.allocator.take(count) };
  }

  private giveBack({ w, ntk }: Register, count: number): void {
    this.allocator.give(w, count);
    this.allocator.give(ntk, count);
  }

  /** One use less; how many are left. */
  private usedUp(node: Node): number {
    const left = (this.uses.get(node) ?? 0) - 1;
    this.uses.set(node, left);
    return left;
  }

  private release(node: Node): void {
    if (this.usedUp(node) > 0) return;
    const register = this.registerOf(node);
    if (register.w >= this.plan.firstSlot) this.giveBack(register, this.slots(node));
  }
}

/** Elementwise operations on covariances. */
function covarianceSteps(operation: Operation, frame: Frame): TileStep[] {
  if (operation.kind === "sum") {
    const { weightVariance, biasVariance, tangent } = operation.affine;
    const ofTangent = [tangent.ofCovariance, weightVariance, tangent.ofBias];
    return [
      { opcode: "covarianceTangent", tangentOnly: true, constants: ofTangent },
      { opcode: "covarianceAffine", constants: [weightVariance, biasVariance] },
    ];
  }
  if (operation.kind !== "scale") return [];
  const vectors = [operation.factors(frame, null)];
  return [
    { opcode: "scaleTangent", tangentOnly: true, vectors },
    { opcode: "scaleCovariance", vectors },
  ];
}

/** One term, pixel by pixel. */
function isElementwise({ terms }: Sum): boolean {
  return terms.length === 1 && terms[0]?.sources === null;
}

export function reachableFrom(output: Node, given: Node | null = null): ReadonlySet<Node> {
  const reachable = new Set<Node>();
  const pending = [output];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (reachable.has(node)) continue;
    reachable.add(node);
    if (node !== given) pending.push(...operandsOf(node));
  }
  return reachable;
}

/** Terms of one node and one weight, as the places of a window are. */
function isWindow(node: Node, terms: readonly Term[]): boolean {
  const { operation, holds } = node;
  const [first] = terms;
  if (operation.kind !== "sum" || operation.local === true || holds !== "complements") return false;
  return (
    (terms.length > 1 || operation.window !== undefined) &&
    terms.every(({ of, weight }) => of === first?.of && weight === first.weight)
  );
}

/** Terms that there are: for each slot how many, and their slots. */
function compacted(list: Int32Array, terms: number): Int32Array {
  const slots = list.length / terms;
  const taps = new Int32Array(slots * (terms + 1));
  for (let slot = 0; slot < slots; slot++) {
    const start = slot * (terms + 1);
    let count = 0;
    for (let k = 0; k < terms; k++) {
      const from = list[slot * terms + k] as number;
      if (from !== NO_SLOT) taps[start + ++count] = from;
    }
    taps[start] = count;
  }
  return taps;
}

/** For every slot of a sum the slots of its terms. */
function termList(
  terms: readonly Term[],
  slotsOf: (node: Node) => Slots,
  { node, local }: { node: Node; local: boolean },
): Int32Array {
  const { rows, columns } = slotsOf(node);
  const list = new Int32Array(rows.length * terms.length).fill(NO_SLOT);
  terms.forEach(({ of, sources }, k) => {
    const { numberOf } = slotsOf(of);
    for (let slot = 0; slot < rows.length; slot++) {
      if (local && rows[slot] !== columns[slot]) continue;
      const row = sourceOf(sources, rows[slot] as number);
      const column = sourceOf(sources, columns[slot] as number);
      if (row === NO_PIXEL || column === NO_PIXEL) continue;
      list[slot * terms.length + k] = numberOf(row, column);
    }
  });
  return list;
}

// Sums over pixels: convolutions, pooling, and all that adds other pixels' covariances.
import type { AffineKernel } from "./affine.js";
import { columnsAt } from "./frame.js";
import type { Node, Term } from "./graph.js";
import type { ProgramTape } from "./program-tape.js";
import type { Register } from "./registers.js";
import type { TermRecord } from "./step.js";
import { diagonalWindow } from "./planes.js";
import { isDiagonal } from "./slots.js";
import { compact, isWindow, writeTermList, type Sum } from "./term-list.js";

/** Inputs have no tangent kernels that would have to be summed. */
const OF_COVARIANCE = 2;

export class SumWriter {
  constructor(private readonly tape: ProgramTape) {}

  /** Through covariances, see tile-covariance.ts. */
  sum(node: Node, operation: Sum): Register {
    const { terms } = operation;
    const { covariances, borrowed } = this.termCovariances(terms);
    this.tape.allocator.settle();
    const register = this.tape.newRegister(node);
    const operands = this.operandsOf(node, operation, covariances);
    if (isWindow(node, terms)) this.addWindow(node, register, { operation, operands, covariances });
    else this.addTerms(node, register, { operation, operands });
    // Covariances that follow are written row by row of a plane while its window still reads.
    if (this.planeWindow(node, terms) !== null) this.tape.allocator.hold();
    for (const [of, first] of borrowed) this.tape.allocator.give(first, this.tape.slots(of));
    for (const { of } of terms) this.tape.release(of);
    return register;
  }

  /** The first slot of each term's covariances, and those that were taken for them. */
  private termCovariances(terms: readonly Term[]) {
    const covariances = new Map<Node, number>();
    const borrowed = new Map<Node, number>();
    for (const { of } of terms) {
      if (covariances.has(of)) continue;
      const register = this.tape.registerOf(of);
      if (of.holds === "covariances") {
        covariances.set(of, register.w);
        continue;
      }
      const first = this.tape.allocator.take(this.tape.slots(of));
      covariances.set(of, first);
      borrowed.set(of, first);
      this.tape.covariances(of, register, first);
    }
    return { covariances, borrowed };
  }

  private operandsOf(
    node: Node,
    { terms, affine: { weightVariance }, local }: Sum,
    covariances: ReadonlyMap<Node, number>,
  ): readonly number[] {
    const { wanted, slotsOf, memory } = this.tape.plan;
    const lists =
      this.planeWindow(node, terms) ??
      memory.list(this.tape.slots(node) * terms.length, (list) =>
        writeTermList(list, terms, slotsOf, { node, local: local === true }),
      );
    const records = memory.terms(
      terms.map((term) => this.termRecord(term, node, { weightVariance, covariances })),
    );
    return [terms.length, lists, records, Number(wanted.ntk)];
  }

  private addWindow(
    node: Node,
    register: Register,
    given: {
      readonly operation: Sum;
      readonly operands: readonly number[];
      readonly covariances: ReadonlyMap<Node, number>;
    },
  ): void {
    const { terms, affine } = given.operation;
    const [first] = terms as readonly [Term, ...Term[]];
    const [count = 0, lists = 0, records = 0, tangents = 0] = given.operands;
    const covariance = given.covariances.get(first.of) as number;
    const { opcode, constants, taps } = this.window(node, affine, first);
    const places = [covariance, this.tape.registerOf(first.of).ntk, taps, terms.length];
    const vectors = this.tape.inverseDeviations(node, affine.biasVariance);
    const wanted = tangents === 1 && first.of.operation.kind === "input" ? OF_COVARIANCE : tangents;
    const operands = [count, lists, records, ...places, wanted];
    this.tape.add(node, register, { opcode, constants, vectors, operands });
  }

  private addTerms(
    node: Node,
    register: Register,
    { operation, operands }: { readonly operation: Sum; readonly operands: readonly number[] },
  ): void {
    const { affine, local } = operation;
    const { weightVariance, tangent } = affine;
    // Those of a local layer are no sums over pixels: addLocalBias adds them where they are.
    const [bias, ofBias] = local === true ? [0, 0] : [affine.biasVariance, tangent.ofBias];
    this.tape.add(node, register, { opcode: "gather", operands });
    if (tangent.ofCovariance !== 0 || weightVariance !== 1 || ofBias !== 0) {
      const constants = [tangent.ofCovariance, weightVariance, ofBias];
      this.tape.add(node, register, { opcode: "covarianceTangent", tangentOnly: true, constants });
    }
    const added = node.holds === "covariances" ? bias : 0;
    if (weightVariance !== 1 || added !== 0) {
      const constants = [weightVariance, added];
      this.tape.add(node, register, { opcode: "covarianceAffine", constants });
    }
    if (local === true) this.addLocalBias(node, register, affine);
    if (node.holds === "complements") {
      const constants = [bias];
      const vectors = this.tape.inverseDeviations(node, affine.biasVariance);
      this.tape.add(node, register, { opcode: "correlate", constants, vectors, operands });
    }
  }

  /** See tile-convolution.ts. */
  private window(node: Node, { weightVariance, biasVariance, tangent }: AffineKernel, term: Term) {
    const { weight } = term;
    const { ofCovariance, ofBias } = tangent;
    const constants = [weight * weightVariance, weight * ofCovariance, ofBias, biasVariance];
    const { terms } = node.operation as Sum;
    if (this.planeWindow(node, terms) !== null)
      return { opcode: "convolve", constants, taps: 0 } as const;
    const { memory, slotsOf } = this.tape.plan;
    const taps = memory.list(this.tape.slots(node) * (terms.length + 1), (list) => {
      writeTermList(list, terms, slotsOf, { node, local: false, gap: 1 });
      compact(list, terms.length);
    });
    return { opcode: "convolve", constants, taps } as const;
  }

  private readonly planeWindows = new Map<Node, number>();

  /** Address of a window on planes, which pixels with themselves are, too. */
  private planeWindow(node: Node, terms: readonly Term[]): number | null {
    const { operation, holds } = node;
    const { planes, slotsOf, memory } = this.tape.plan;
    const [term] = terms;
    if (operation.kind !== "sum" || operation.window === undefined || !term) return null;
    const known = this.planeWindows.get(node);
    if (known !== undefined) return known;
    const { window } = operation;
    const isPlane = planes !== undefined || [node, term.of].every((of) => isDiagonal(slotsOf(of)));
    if (!isPlane || holds === "covariances" || operation.local === true) return null;
    const address = planes?.window(node, term.of, window) ?? memory.words(diagonalWindow(window));
    this.planeWindows.set(node, address);
    return address;
  }

  /** Biases of one pixel are independent of another's. */
  private addLocalBias(
    node: Node,
    register: Register,
    { biasVariance, tangent }: AffineKernel,
  ): void {
    const { rows, columns } = this.tape.plan.slotsOf(node);
    const table = (value: number) =>
      this.tape.plan.memory.doubles(
        Float64Array.from(rows, (row, slot) => (row === columns[slot] ? value : 0)),
      );
    const operands = [table(biasVariance), table(tangent.ofBias)];
    this.tape.add(node, register, { opcode: "shift", constants: [1], operands });
  }

  private termRecord(
    { of, weight, sources }: Term,
    node: Node,
    {
      weightVariance,
      covariances,
    }: {
      readonly weightVariance: number;
      readonly covariances: ReadonlyMap<Node, number>;
    },
  ): TermRecord {
    const { frame } = this.tape.plan;
    return {
      covariances: covariances.get(of) as number,
      register: this.tape.registerOf(of),
      weight,
      root: Math.sqrt(weight * weightVariance),
      columns: columnsAt(frame, of.pixels),
      // Sums of covariances need none, and finding them runs another program.
      deviations: node.holds === "complements" ? this.tape.deviations(of) : new Float64Array(),
      sources: sources ?? Int32Array.from({ length: node.pixels }, (_, pixel) => pixel),
      strides: frame.strides,
    };
  }
}

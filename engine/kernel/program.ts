// The program that takes the input's kernel to the output's, node by node.
import { affineSteps } from "./affine-steps.js";
import type { Frame } from "./frame.js";
import { operandsOf, type Node, type Operation } from "./graph.js";
import type { TileStep } from "./map.js";
import { PairWriter } from "./pair-writer.js";
import type { OperandStep, Plan, Program } from "./plan.js";
import { ProgramTape } from "./program-tape.js";
import { reachableFrom } from "./reachable.js";
import type { Register } from "./registers.js";
import { NO_SLOT } from "./slots.js";
import { SumWriter } from "./sum-writer.js";
import { isElementwise } from "./term-list.js";

/** Writes the program that takes the input's kernel to the output's. */
export function writeProgram(plan: Plan): Program {
  return new ProgramWriter(new ProgramTape(plan)).write();
}

class ProgramWriter {
  private readonly sums: SumWriter;
  private readonly pairs: PairWriter;

  constructor(private readonly tape: ProgramTape) {
    this.sums = new SumWriter(tape);
    this.pairs = new PairWriter(tape);
  }

  write(): Program {
    const { graph, output, wanted, input, planes, given = null } = this.tape.plan;
    const reachable = reachableFrom(output, given);
    const nodes = graph.nodes.filter((node) => reachable.has(node));
    for (const node of nodes) {
      if (node === given) continue;
      for (const of of operandsOf(node)) this.tape.countUse(of);
    }
    this.tape.countUse(output);
    for (const node of nodes) this.tape.place(node, this.placed(node));
    const register = this.tape.registerOf(output);
    if (planes !== undefined) return this.planeSums(output, register);
    if (wanted.nngp && output.holds === "complements") {
      this.tape.covariances(output, register, register.w);
    }
    const home = "home" in input ? input.home : register;
    if (register !== home) this.tape.copy(output, register, home);
    const filled = given === null ? null : this.tape.registerOf(given);
    return {
      steps: this.tape.steps,
      register: home,
      given: filled,
      slots: this.tape.allocator.size,
    };
  }

  private planeSums(output: Node, register: Register): Program {
    const covariances = this.tape.allocator.take(this.tape.slots(output));
    this.tape.covariances(output, register, covariances);
    const sums = this.tape.take(1);
    const summed = { w: covariances, ntk: register.ntk };
    this.tape.add(output, summed, { opcode: "planeTotal", operands: [sums.w, sums.ntk] });
    return { steps: this.tape.steps, register: sums, given: null, slots: this.tape.allocator.size };
  }

  private placed(node: Node): Register {
    const { operation } = node;
    if (node === this.tape.plan.given) return this.tape.newRegister(node);
    switch (operation.kind) {
      case "input":
        return this.withSilence(node, this.input(node));
      case "sum":
        if (isElementwise(operation)) break;
        return this.withSilence(node, this.sums.sum(node, operation));
      case "matrix":
        return this.pairs.matrix(node, operation);
      case "total":
        return this.pairs.total(node, operation);
      case "attend":
        return this.pairs.attend(node, operation);
      case "shift":
        return this.pairs.shift(node, operation);
      default:
    }
    const [first] = operandsOf(node) as readonly [Node, ...Node[]];
    const register = this.tape.inPlace(first, node);
    if (operation.kind === "product") this.multiply(node, register, operation);
    else for (const step of this.elementwise(node, first)) this.tape.add(node, register, step);
    this.replaced(node, register);
    return this.withSilence(node, register);
  }

  private input(node: Node): Register {
    const { input } = this.tape.plan;
    if ("home" in input) return input.home;
    const register = this.tape.newRegister(node);
    this.tape.add(node, register, input.step(node));
    return register;
  }

  private multiply(
    node: Node,
    register: Register,
    { of }: Extract<Operation, { kind: "product" }>,
  ): void {
    const other = this.tape.inPlace(of[1], node);
    const vectors = of.map((factor) => this.tape.deviations(factor));
    this.tape.add(node, register, { opcode: "product", vectors, operands: [other.w, other.ntk] });
    this.tape.giveBack(other, this.tape.slots(node));
  }

  /** See nearly-parallel.ts. */
  private replaced(node: Node, register: Register): void {
    const { replacementsOf, slotsOf, memory, frame } = this.tape.plan;
    const { numberOf } = slotsOf(node);
    const known = replacementsOf?.(node).filter(({ pixel }) => numberOf(pixel, pixel) !== NO_SLOT);
    if (known === undefined || known.length === 0) return;
    const starts = new Uint32Array(frame.n1 + 1);
    for (const { row } of known) starts.fill((starts[row + 1] as number) + 1, row + 1);
    const places = known.flatMap(({ column, pixel }) => [column, numberOf(pixel, pixel)]);
    const values = memory.doubles(Float64Array.from(known, ({ w }) => w));
    const operands = [memory.words(starts), memory.words(Uint32Array.from(places)), values];
    this.tape.add(node, register, { opcode: "replace", operands });
  }

  /** What a node does to its only operand in its place. */
  private elementwise(node: Node, first: Node): readonly OperandStep[] {
    const { operation } = node;
    const { advancedOf, frame } = this.tape.plan;
    if (node.holds === "covariances") return covarianceSteps(operation, frame);
    if (operation.kind === "normalise") {
      return [{ opcode: "normalise", vectors: [advancedOf(node).rows.variances] }];
    }
    if (operation.kind === "sum") {
      const { variances } = advancedOf(node).rows;
      return affineSteps(operation.affine, advancedOf(first).rows, variances);
    }
    if (operation.kind === "dropout") {
      return [{ opcode: "dropout", constants: [operation.rate, Number(frame.triangle)] }];
    }
    return advancedOf(node).steps;
  }

  /** Pixels of zero variance have no direction: their correlations count as 0. */
  private withSilence(node: Node, register: Register): Register {
    if (node.holds === "covariances") return register;
    const { variances } = this.tape.plan.advancedOf(node).rows;
    if (variances.includes(0)) {
      const vectors = [variances.map((variance) => Number(variance === 0))];
      this.tape.add(node, register, { opcode: "silence", vectors });
    }
    return register;
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

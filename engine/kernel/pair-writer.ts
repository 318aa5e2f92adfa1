// Operations on the covariances of all pairs of pixels: matrices on both sides, totals, shifts, attention.
import { ContractionWriter } from "./contraction.js";
import type { Node, Operation } from "./graph.js";
import type { ProgramTape } from "./program-tape.js";
import type { Register } from "./registers.js";
import { turnedCount, writeTurnedPairs } from "./slots.js";

export class PairWriter {
  constructor(private readonly tape: ProgramTape) {}

  /** K′ = ½ [(R K) R′ᵀ + R (K R′ᵀ)]: both orders, so that turned pairs have the same bits. */
  matrix(node: Node, { of, matrix }: Extract<Operation, { kind: "matrix" }>): Register {
    const source = this.tape.covarianceRegister(of);
    const writer = new ContractionWriter(this.tape.plan, matrix, { from: of, to: node });
    const halves = (["rows first", "columns first"] as const).map((order) => {
      const [first, second] = writer.passes(order);
      const middle = this.tape.take(first.slots.rows.length);
      this.tape.addTo(first.slots, middle, first.step(source));
      const count = this.tape.slots(node);
      const half = this.tape.take(count);
      this.tape.addTo(this.tape.plan.slotsOf(node), half, second.step(middle));
      this.tape.giveBack(middle, first.slots.rows.length);
      return half;
    });
    const [register, other] = halves as [Register, Register];
    this.tape.add(node, register, { opcode: "average", operands: [other.w, other.ntk] });
    this.tape.giveBack(other, this.tape.slots(node));
    this.tape.releaseCovariances(of, source);
    return register;
  }

  total(node: Node, { of, weight }: Extract<Operation, { kind: "total" }>): Register {
    const source = this.tape.covarianceRegister(of);
    const { count, list } = this.turned(of);
    const register = this.tape.newRegister(node);
    const tangents = Number(this.tape.plan.wanted.ntk);
    const operands = [count, list, source.w, source.ntk, tangents];
    this.tape.add(node, register, { opcode: "total", constants: [weight], operands });
    this.tape.releaseCovariances(of, source);
    return register;
  }

  shift(node: Node, operation: Extract<Operation, { kind: "shift" }>): Register {
    const { of, factor, offsets } = operation;
    const register = this.tape.ownCovariances(of, node);
    const { rows, columns } = this.tape.plan.slotsOf(node);
    const table = this.tape.plan.memory.doubles(
      Float64Array.from(
        rows,
        (row, slot) => offsets[row * node.pixels + (columns[slot] as number)] as number,
      ),
    );
    this.tape.add(node, register, {
      opcode: "shift",
      constants: [factor],
      operands: [table, table],
    });
    return register;
  }

  attend(node: Node, { of, scale }: Extract<Operation, { kind: "attend" }>): Register {
    const [keys, values] = of;
    const valueRegister = this.tape.covarianceRegister(values);
    const register = this.tape.ownCovariances(keys);
    const { count, list } = this.turned(keys);
    const operands = [valueRegister.w, valueRegister.ntk, count, list];
    this.tape.add(keys, register, { opcode: "attend", constants: [scale], operands });
    this.tape.releaseCovariances(values, valueRegister);
    if (this.tape.slots(node) === this.tape.slots(keys)) return register;
    const fresh = this.tape.newRegister(node);
    this.tape.copy(node, register, fresh, keys);
    this.tape.giveBack(register, this.tape.slots(keys));
    return fresh;
  }

  private turned(node: Node): { readonly count: number; readonly list: number } {
    const { memory, slotsOf } = this.tape.plan;
    const slots = slotsOf(node);
    const count = turnedCount(slots);
    return { count, list: memory.list(2 * count, (list) => writeTurnedPairs(slots, list)) };
  }
}

import type { Node, PixelMatrix, WeightOf } from "./graph.js";
import type { OperandStep, Plan } from "./plan.js";
import type { Register } from "./registers.js";
import { isWhole, SlotSet, type Slots } from "./slots.js";

/** One side of a contraction: the slots it gives, and the step from where its covariances lie. */
export interface Pass {
  readonly slots: Slots;
  readonly step: (from: Register) => OperandStep;
}

type Order = "rows first" | "columns first";

/** Writes R K R′ᵀ over pixels as two passes, one side after the other. */
export class ContractionWriter {
  private readonly vectors = new Map<string, number>();
  private readonly addresses: [Map<number, Int32Array>, Map<number, Int32Array>] = [
    new Map<number, Int32Array>(),
    new Map<number, Int32Array>(),
  ];
  private readonly weights: readonly [WeightOf, WeightOf];

  constructor(
    private readonly plan: Plan,
    private readonly matrix: PixelMatrix,
    private readonly nodes: { readonly from: Node; readonly to: Node },
  ) {
    this.weights = weightsOf(plan, matrix);
  }

  passes(order: Order): readonly [Pass, Pass] {
    const from = this.plan.slotsOf(this.nodes.from);
    const to = this.plan.slotsOf(this.nodes.to);
    const middle = this.middle(to, order);
    const first = order === "rows first" ? 0 : 1;
    return [this.pass(from, middle, first), this.pass(middle, to, first === 0 ? 1 : 0)];
  }

  /** Pairs of a new row and an old column, or the other way round. */
  private middle(to: Slots, order: Order): Slots {
    const { support } = this.matrix;
    const { rows, columns } = to;
    const pixels = Math.max(this.nodes.from.pixels, this.nodes.to.pixels);
    const set = new SlotSet(pixels);
    if (to.pixels === pixels && isWhole(to) && support.some(({ length }) => length === pixels)) {
      set.addAll();
      return set.toSlots();
    }
    rows.forEach((row, slot) => {
      const column = columns[slot] as number;
      if (order === "rows first") for (const j of support[column] as Int32Array) set.add(row, j);
      else for (const i of support[row] as Int32Array) set.add(i, column);
    });
    return set.toSlots();
  }

  private pass(from: Slots, to: Slots, side: 0 | 1): Pass {
    const { memory, wanted } = this.plan;
    const { support } = this.matrix;
    const owns = side === 0 ? to.rows : to.columns;
    for (const own of owns) this.addressesOf(side, own);
    const writeStarts = (list: Int32Array) => {
      let end = 0;
      owns.forEach((own, slot) => (list[slot + 1] = end += support[own]?.length ?? 0));
      list[0] = 0;
    };
    const writeEntries = (list: Int32Array) => {
      let at = 0;
      owns.forEach((own, slot) => {
        const [row, column] = [to.rows[slot] as number, to.columns[slot] as number];
        const addresses = this.addressesOf(side, own);
        (support[own] as Int32Array).forEach((pixel, k) => {
          list[at++] = side === 0 ? from.numberOf(pixel, column) : from.numberOf(row, pixel);
          list[at++] = addresses[k] as number;
        });
      });
    };
    const entries = owns.reduce((sum, own) => sum + (support[own]?.length ?? 0), 0);
    const lists = [
      memory.list(owns.length + 1, writeStarts),
      memory.list(2 * entries, writeEntries),
    ];
    return {
      slots: to,
      step: ({ w, ntk }) => ({
        opcode: "contract",
        operands: [...lists, side, w, ntk, Number(wanted.ntk)],
      }),
    };
  }

  /** Addresses of a row's weights. */
  private addressesOf(side: 0 | 1, row: number): Int32Array {
    const known = this.addresses[side].get(row);
    if (known !== undefined) return known;
    const support = this.matrix.support[row] as Int32Array;
    const addresses = Int32Array.from(support, (_, k) => this.vector(side, row, k));
    this.addresses[side].set(row, addresses);
    return addresses;
  }

  /** Address of one weight for every example of a side. */
  private vector(side: 0 | 1, row: number, k: number): number {
    const { frame, memory } = this.plan;
    const length = frame.strides[side] + 8;
    const count = side === 0 ? frame.n1 : frame.n2;
    const { weights } = this.matrix;
    const shared = weights.kind === "shared" ? weights.values[row]?.[k] : undefined;
    const key = shared === undefined ? `${side} ${row} ${k}` : `${side} = ${shared}`;
    const known = this.vectors.get(key);
    if (known !== undefined) return known;
    const weightOf = this.weights[side];
    const address = memory.made(length, () =>
      Float64Array.from({ length }, (_, n) => (n < count ? weightOf(row, k, n) : 0)),
    );
    this.vectors.set(key, address);
    return address;
  }
}

function weightsOf(plan: Plan, { support, weights }: PixelMatrix): readonly [WeightOf, WeightOf] {
  const { sides, triangle } = plan.frame;
  if (weights.kind === "examples") return [weights.of[sides[0]], weights.of[sides[1]]];
  if (weights.kind === "shared") {
    const weightOf: WeightOf = (row, k) => weights.values[row]?.[k] ?? 0;
    return [weightOf, weightOf];
  }
  const { scores, weigh, masks } = weights;
  const pixels = support.length;
  const area = pixels * pixels;
  const sideOf = (side: 0 | 1): WeightOf => {
    const within = plan.capturedWithin(scores, side);
    const count = side === 0 ? plan.frame.n1 : plan.frame.n2;
    const tables = Array.from({ length: count }, (_, n) => {
      const mask = masks?.[sides[side]].subarray(n * pixels, (n + 1) * pixels);
      return weigh(within.subarray(n * area, (n + 1) * area), mask ?? null);
    });
    return (row, k, n) => tables[n]?.[row * pixels + k] ?? 0;
  };
  const rows = sideOf(0);
  return [rows, triangle ? rows : sideOf(1)];
}

// (m ∘ v) W for many masks m, the same rows v and the same matrix W (assembly/masked.ts).
import { withArena, type Arena } from "./arena.js";
import { PANEL_ROW, panelWidth, pieces, roundUp } from "./blocking.js";
import { floatKernels, sizeOfFloat, type Floats, type FloatSize } from "./floats.js";
import { parallel } from "./pool.js";
import { reach } from "./reach.js";
import { writeInto } from "./result.js";
import { scratchOf } from "./scratch.js";

export interface MaskedProducts {
  /** count × rows × columns */
  readonly out: Floats;
  /** count × terms */
  readonly masks: Floats;
  /** rows × terms */
  readonly values: Floats;
  /** columns × terms: Wᵀ, row-major. */
  readonly matrix: Floats;
  readonly rows: number;
  readonly terms: number;
  readonly columns: number;
}

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL_PRODUCT = 1 << 20;

/** Of the work of the product with all terms, what is left without those whose mask is zero. */
export function maskedShare(masks: Floats, rows: number): number {
  let present = 0;
  for (let i = 0; i < masks.length; i++) if (masks[i] !== 0) present += 1;
  const padded = roundUp(rows, panelWidth("A", sizeOfFloat(masks)));
  return (present / Math.max(1, masks.length)) * (padded / rows);
}

/** Whether a thread's scratch has room for one mask's terms. */
export function hasRoom(rows: number, terms: number, size: FloatSize): boolean {
  const panels = roundUp(rows, panelWidth("A", size)) * terms * size;
  return panels + 4 * terms + 16 * PANEL_ROW <= scratchOf(0).bytes;
}

/** Computes `out`. */
export function maskedProductsInto(product: MaskedProducts): void {
  const { out, masks, values, matrix, rows, terms, columns } = product;
  const size = sizeOfFloat(out);
  const count = terms === 0 ? 0 : masks.length / terms;
  const step = Math.max(1, Math.floor(SMALL_PRODUCT / Math.max(1, rows * terms * columns)));
  withArena((arena) => {
    const payload = {
      ...{ size, count, step, rows, terms, columns, masks: reach(arena, masks) },
      values: panelsOf(arena, values, "A", { length: rows, terms }),
      matrix: panelsOf(arena, matrix, "B", { length: columns, terms }),
    };
    writeInto(arena, out, (at) => {
      parallel("maskedProducts", { ...payload, out: at }, pieces(count, step).length);
    });
  });
}

/** Rows of terms as panels over all of them. */
function panelsOf(
  arena: Arena,
  data: Floats,
  kind: "A" | "B",
  { length, terms }: { readonly length: number; readonly terms: number },
): number {
  const size = sizeOfFloat(data);
  const width = panelWidth(kind, size);
  const to = arena.bytes(roundUp(length, width) * terms * size);
  const pack = floatKernels(size).packAcross[kind];
  pack(to, width * terms * size, reach(arena, data), terms * size, length, terms);
  return to;
}

/** The matrices that are held, and the answers to what is asked about them. Plain: no threads here. */
import { createHash } from "node:crypto";
import {
  decodeBase64,
  encodeBase64,
  encodeNumbers,
} from "../../../engine/display/drawing/encoding.js";
import { foundOrder, MOST_ORDERED } from "../../../engine/display/drawing/order/index.js";
import {
  MOST_OF_A_PART,
  type GivenOrder,
  type OrderQuestion,
  type PartQuestion,
  type ShelfQuestion,
  type StoreAnswer,
  type TileQuestion,
} from "../../../engine/display/store-messages.js";
import { type Arrangement, AS_GIVEN, type HeldMatrix } from "./matrix.js";
import { Pyramid } from "./pyramid.js";

/** Orders of one matrix whose pyramids are kept. */
const MOST_ORDERS = 3;
/** Entries that a renderer may have at once. */
const MOST_VALUES = 4_200_000;

interface Held {
  readonly matrix: HeldMatrix;
  readonly symmetric: boolean;
  readonly plain: Pyramid;
  /** The latest last. */
  readonly ordered: Map<string, { readonly order: Arrangement; readonly pyramid: Pyramid }>;
}

export class Shelf {
  readonly #held = new Map<string, Held>();

  hold(key: string, matrix: HeldMatrix, { symmetric }: { readonly symmetric: boolean }): void {
    const plain = new Pyramid(matrix, AS_GIVEN);
    this.#held.set(key, { matrix, symmetric, plain, ordered: new Map() });
  }

  drop(key: string): void {
    this.#held.delete(key);
  }

  answer(question: ShelfQuestion): StoreAnswer {
    const held = this.#held.get(question.key);
    if (held === undefined) return gone("The kernel no longer holds these values.");
    switch (question.about) {
      case "tile":
        return tile(held, question);
      case "order":
        return order(held, question);
      case "values":
        return values(held.matrix);
      case "part":
        return part(held.matrix, question);
    }
  }
}

const gone = (reason: string): StoreAnswer => ({ is: "gone", reason });

function tile(held: Held, { level, row, col, summary, order: name }: TileQuestion): StoreAnswer {
  const pyramid = name === null ? held.plain : held.ordered.get(name)?.pyramid;
  const cells = pyramid?.tile(level, row, col, summary) ?? null;
  if (cells === null) return gone("There is no such tile.");
  return { is: "tile", rows: cells.rows, cols: cells.cols, ...encodeNumbers(cells.values) };
}

function order(held: Held, { by }: OrderQuestion): StoreAnswer {
  const name = typeof by === "string" ? by : nameOf(by);
  const known = held.ordered.get(name)?.order;
  const { matrix, symmetric } = held;
  if (known === undefined && typeof by === "string" && largest(matrix) > MOST_ORDERED)
    return gone(`Only matrices of up to ${MOST_ORDERED} rows and columns are ordered.`);
  const arrangement =
    known ?? (typeof by === "string" ? foundOrder(matrix, { by, symmetric }) : given(by, matrix));
  if (arrangement?.rows == null || arrangement.cols === null) return gone("That is no order.");
  const pyramid = held.ordered.get(name)?.pyramid ?? new Pyramid(matrix, arrangement);
  held.ordered.delete(name);
  held.ordered.set(name, { order: arrangement, pyramid });
  const [oldest] = held.ordered.keys();
  if (held.ordered.size > MOST_ORDERS && oldest !== undefined) held.ordered.delete(oldest);
  const { rows, cols } = arrangement;
  return { is: "order", order: name, rows: base64(rows), cols: base64(cols) };
}

const nameOf = ({ rows, cols }: GivenOrder) =>
  createHash("sha256").update(`${rows} ${cols}`).digest("hex").slice(0, 16);

const largest = ({ rows, cols }: HeldMatrix) => Math.max(rows, cols);

/** Null when it is not one place for every row and column. */
function given({ rows, cols }: GivenOrder, matrix: HeldMatrix): Arrangement | null {
  const read = (text: string, length: number) => {
    const bytes = decodeBase64(text);
    if (bytes.byteLength !== 4 * length) return null;
    const places = new Int32Array(bytes.buffer);
    return places.every((place) => place >= 0 && place < length) ? places : null;
  };
  return { rows: read(rows, matrix.rows), cols: read(cols, matrix.cols) };
}

function values({ rows, cols, data }: HeldMatrix): StoreAnswer {
  if (rows * cols > MOST_VALUES)
    return gone(`${rows} × ${cols} entries are too many; take a part of the array.`);
  return { is: "values", float64: base64(Float64Array.from(data)) };
}

/** Questions come from renderers of stored files: any numbers. */
function part({ rows, cols, data }: HeldMatrix, asked: PartQuestion): StoreAnswer {
  const within = (at: number, length: number) => Number.isInteger(at) && at >= 0 && at <= length;
  const { top, bottom, left, right } = asked;
  const known =
    [top, bottom].every((at) => within(at, rows)) && [left, right].every((at) => within(at, cols));
  const [high, wide] = [bottom - top, right - left];
  if (!known || high < 0 || wide < 0) return gone("There is no such part.");
  if (high * wide > MOST_OF_A_PART) return gone(`${high} × ${wide} entries are too many.`);
  const entries = new Float64Array(high * wide);
  for (let i = 0; i < high; i++)
    for (let j = 0; j < wide; j++)
      entries[i * wide + j] = data[(top + i) * cols + left + j] as number;
  return { is: "tile", rows: high, cols: wide, ...encodeNumbers(entries) };
}

const base64 = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  encodeBase64(new Uint8Array(buffer, byteOffset, byteLength));

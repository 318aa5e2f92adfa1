/** Other orders of rows and columns, found here for what is here and in the session for the rest. */
import { decodeBase64, encodeBase64, type Numbers } from "../../engine/display/drawing/encoding.js";
import { foundOrder, labelOrder, MOST_ORDERED } from "../../engine/display/drawing/order/index.js";
import type { GivenOrder } from "../../engine/display/store-messages.js";
import type { Messaging } from "../messaging.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";

export type OrderName = "given" | "labels" | "clusters" | "spectral";

export interface Arrangement {
  readonly name: OrderName;
  /** For every place the row that stands there; null for the order given. */
  readonly rows: Int32Array | null;
  readonly cols: Int32Array | null;
  /** What tiles in this order are asked by; null for the order given, or when nobody can be asked. */
  readonly key: string | null;
}

export const GIVEN: Arrangement = { name: "given", rows: null, cols: null, key: null };

/** Whether the preview of every layer is the matrix itself. */
export function isComplete({ payload: { shape }, layers }: ReadMatrix): boolean {
  return layers.every(({ preview }) => preview.rows === shape[0] && preview.cols === shape[1]);
}

/** The orders there are to choose from. */
export function orderNames(
  read: ReadMatrix,
  { reachable }: { readonly reachable: boolean },
): OrderName[] {
  const { shape, rowLabels, colLabels } = read.payload;
  if (!isComplete(read) && !reachable) return ["given"];
  const small = Math.max(...shape) <= MOST_ORDERED && Math.min(...shape) > 2;
  return [
    "given",
    ...(rowLabels !== null || colLabels !== null ? (["labels"] as const) : []),
    ...(small ? (["clusters", "spectral"] as const) : []),
  ];
}

/**
 * The order is found in one layer and holds for all.
 *
 * @throws when the session no longer holds the values.
 */
export async function arrange(
  name: OrderName,
  read: ReadMatrix,
  { layer, messaging }: { readonly layer: ReadLayer; readonly messaging: Messaging | null },
): Promise<Arrangement> {
  if (name === "given") return GIVEN;
  const { payload } = read;
  const found =
    name === "labels"
      ? {
          rows: ofLabels(payload.rowLabels, payload.shape[0]),
          cols: ofLabels(payload.colLabels, payload.shape[1]),
        }
      : isComplete(read)
        ? foundOrder(entriesOf(layer), { by: name, symmetric: layer.statistics.symmetric })
        : null;
  if (isComplete(read) && found !== null) return { name, ...found, key: null };
  const by = found === null ? (name as "clusters" | "spectral") : encoded(found);
  return asked(name, by, read, { layer, messaging });
}

/** Every layer gets the order under the same name. */
async function asked(
  name: OrderName,
  by: "clusters" | "spectral" | GivenOrder,
  { layers }: ReadMatrix,
  { layer, messaging }: { readonly layer: ReadLayer; readonly messaging: Messaging | null },
): Promise<Arrangement> {
  const ask = async (key: string | null, how: typeof by) => {
    if (key === null || messaging === null) throw new Error("only the preview was stored");
    const question = { about: "order", key, by: how } as const;
    const answer = await messaging.ask<"store">({ type: "store", question });
    if (answer.is === "order") return answer;
    throw new Error(answer.is === "gone" ? answer.reason : "no order came back");
  };
  const { rows, cols } = await ask(layer.key, by);
  const answers = await Promise.all(layers.map(({ key }) => ask(key, { rows, cols })));
  return { name, rows: decoded(rows), cols: decoded(cols), key: answers[0]?.order ?? null };
}

const entriesOf = ({ preview: { rows, cols, values } }: ReadLayer) => ({
  rows,
  cols,
  data: values,
});

const ofLabels = (labels: readonly (string | number)[] | null, length: number) =>
  labels === null ? Int32Array.from({ length }, (_, i) => i) : labelOrder(labels);

const encoded = ({ rows, cols }: { readonly rows: Int32Array; readonly cols: Int32Array }) => ({
  rows: base64(rows),
  cols: base64(cols),
});

const base64 = (places: Int32Array) =>
  encodeBase64(new Uint8Array(places.buffer, places.byteOffset, places.byteLength));

const decoded = (places: string) => new Int32Array(decodeBase64(places).buffer);

/** A complete preview in another order. */
export function rearranged(
  { preview: { rows, cols, values } }: ReadLayer,
  order: Arrangement,
): { readonly rows: number; readonly cols: number; readonly values: Numbers } {
  if (order.rows === null || order.cols === null) return { rows, cols, values };
  const moved = values.slice();
  for (let i = 0; i < rows; i++) {
    const from = (order.rows[i] as number) * cols;
    for (let j = 0; j < cols; j++)
      moved[i * cols + j] = values[from + (order.cols[j] as number)] as number;
  }
  return { rows, cols, values: moved };
}

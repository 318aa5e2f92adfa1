/** Values as notebook outputs. */
import { inspect } from "node:util";
import type * as EngineHost from "../../../engine/host.js";
import type { MimeBundle } from "../../../engine/host.js";
import { isMimeType, isTextType } from "../../format/mime.js";
import type { Output, OutputItem } from "../../format/notebook.js";
import { plainTable } from "./plain-table.js";

/** A MIME bundle as an output: text stays text, JSON is written out, everything else is bytes. */
export function bundleOutput(bundle: MimeBundle): Output {
  return { items: Object.entries(bundle).map(([mime, value]) => bundleItem(mime, value)) };
}

function bundleItem(mime: string, value: MimeBundle[string]): OutputItem {
  if (!isMimeType(mime)) throw new TypeError(notMimeType(mime));
  if (value instanceof Uint8Array) return { mime, bytes: value };
  if (typeof value !== "string") return { mime, text: json(value) ?? "null" };
  // Jupyter's convention: binary types as base64.
  return isTextType(mime) ? { mime, text: value } : { mime, bytes: Buffer.from(value, "base64") };
}

const notMimeType = (key: string) =>
  `A display's key ${JSON.stringify(key)} is not a MIME type; write a type and a subtype such as text/plain.`;

/** Undefined for what JSON has not: its own type leaves that out. */
const json: (value: unknown) => string | undefined = JSON.stringify;

/** What a value is shown by. */
export type ValueHost = Pick<
  typeof EngineHost,
  "displaySymbol" | "plainTableBundle" | "MOST_PLAIN_ROWS"
>;

/** A cell's value; null when there is nothing to show. */
export async function valueBundle(
  value: unknown,
  { displaySymbol, plainTableBundle, MOST_PLAIN_ROWS }: ValueHost,
): Promise<MimeBundle | null> {
  if (value === undefined) return null;
  const own = await ownBundle(value, displaySymbol);
  if (own !== null) return own;
  const text = inspect(value);
  const table = plainTable(value, { text, most: MOST_PLAIN_ROWS });
  return table === null ? { "text/plain": text } : plainTableBundle(table, text);
}

async function ownBundle(value: unknown, displaySymbol: symbol): Promise<MimeBundle | null> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return null;
  const show: unknown = Reflect.get(value, displaySymbol);
  if (typeof show !== "function") return null;
  return (await Reflect.apply(show, value, [])) as MimeBundle;
}

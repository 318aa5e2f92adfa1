/** Outputs between the file and the editor. */
import { NotebookCellOutput, NotebookCellOutputItem } from "vscode";
import {
  deactivate,
  isTextType,
  type JsonObject,
  type Output,
  type OutputItem,
  reactivate,
  utf8Text,
} from "../format/index.js";

/** What the editor has no field for, carried in an output's metadata. */
type Carried = Pick<Output, "metadata" | "extra"> & {
  /** Unknown fields of each item, by position. */
  readonly items?: readonly (JsonObject | null)[];
};

/** An output that a run just made: alive. */
export const liveOutput = (output: Output, handle: string | null = null): NotebookCellOutput =>
  new NotebookCellOutput(liveItems(output), {
    ...carry(output),
    // For its renderer alone, which hears of new states under it; not written to the file.
    ...(handle !== null && { handle }),
  });

/** Its items alone, to replace those of an output that is already shown. */
export const liveItems = ({ items }: Output): NotebookCellOutputItem[] =>
  items.map((item) => new NotebookCellOutputItem(bytesOf(item), item.mime));

/** An output that was stored in a file: nothing in it is executed. */
export const storedOutput = (output: Output): NotebookCellOutput =>
  new NotebookCellOutput(
    output.items.map((item) => new NotebookCellOutputItem(bytesOf(item), deactivate(item.mime))),
    carry(output),
  );

/** The output as the file holds it. */
export function outputOf(output: {
  readonly items: readonly NotebookCellOutputItem[];
  readonly metadata?: Record<string, unknown>;
}): Output {
  const { metadata, extra, items = [] } = (output.metadata ?? {}) as Carried;
  return {
    items: output.items.map((item, index) => itemOf(item, items[index] ?? undefined)),
    ...(metadata && { metadata }),
    ...(extra && { extra }),
  };
}

function carry({ metadata, extra, items }: Output): Carried {
  const itemExtra = items.map((item) => item.extra ?? null);
  return {
    ...(metadata && { metadata }),
    ...(extra && { extra }),
    ...(itemExtra.some((fields) => fields !== null) && { items: itemExtra }),
  };
}

const bytesOf = (item: OutputItem): Uint8Array =>
  "bytes" in item ? item.bytes : new TextEncoder().encode(item.text);

function itemOf({ mime, data }: NotebookCellOutputItem, extra: JsonObject | undefined): OutputItem {
  const fields = { mime: reactivate(mime), ...(extra && { extra }) };
  const text = isTextType(fields.mime) ? utf8Text(data) : null;
  return text === null ? { ...fields, bytes: data } : { ...fields, text };
}

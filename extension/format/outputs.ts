/** The outputs that every runner makes in the same bytes, and the joining of console text. */
import { ERROR_MIME, type Output, type OutputItem, STREAM_MIME } from "./notebook.js";

/** Console text of one stream. */
export const streamOutput = (name: keyof typeof STREAM_MIME, text: string): Output => ({
  items: [{ mime: STREAM_MIME[name], text }],
});

/** An error as the editor's own renderer shows it. */
export const errorOutput = (error: { name: string; message: string; stack: string }): Output => {
  const { name, message, stack } = error;
  return { items: [{ mime: ERROR_MIME, text: JSON.stringify({ name, message, stack }) }] };
};

/**
 * Console text arrives in as many pieces as the clock made of it; joined, the same run gives the same
 * bytes. Adjacent outputs of one stream become one, and so do adjacent items of one stream in an output.
 */
export function joinStreams(outputs: readonly Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const next = { ...output, items: joinItems(output.items) };
    const last = joined.at(-1);
    const both = last === undefined ? [] : joinItems([...last.items, ...next.items]);
    if (last !== undefined && isPlain(last) && isPlain(next) && both.length === 1)
      joined[joined.length - 1] = { items: both };
    else joined.push(next);
  }
  return joined;
}

/** Nothing but one item: joining loses nothing else. */
const isPlain = ({ items, metadata, extra }: Output) =>
  items.length === 1 && metadata === undefined && extra === undefined;

function joinItems(items: readonly OutputItem[]): OutputItem[] {
  const joined: OutputItem[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (last !== undefined && isStream(last) && isStream(item) && last.mime === item.mime)
      joined[joined.length - 1] = { mime: item.mime, text: last.text + item.text };
    else joined.push(item);
  }
  return joined;
}

const streams = new Set<string>(Object.values(STREAM_MIME));

const isStream = (item: OutputItem): item is Extract<OutputItem, { text: string }> =>
  "text" in item && item.extra === undefined && streams.has(item.mime);

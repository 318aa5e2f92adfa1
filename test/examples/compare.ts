import type { Notebook, Output, OutputItem } from "../../extension/format/notebook.js";

/** Numbers may differ by this much of themselves: SIMD variants round differently. */
const TOLERANCE = 1e-6;

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** What a run gave that is not what the file says; empty when nothing. */
export function differences(stored: Notebook, run: Notebook): string[] {
  return stored.cells.flatMap((cell, k) => {
    const again = run.cells[k];
    if (cell.type !== "code" || again?.type !== "code") return [];
    if (cell.outputs.length !== again.outputs.length) {
      return [`cell ${k + 1}: ${cell.outputs.length} outputs stored, ${again.outputs.length} now`];
    }
    return cell.outputs.flatMap((output, i) =>
      outputDifferences(output, again.outputs[i] as Output).map((what) => `cell ${k + 1}: ${what}`),
    );
  });
}

function outputDifferences(stored: Output, now: Output): string[] {
  const types = (output: Output) => output.items.map(({ mime }) => mime).join(", ");
  if (types(stored) !== types(now)) return [`${types(stored)} stored, ${types(now)} now`];
  return stored.items.flatMap((item, i) => itemDifferences(item, now.items[i] as OutputItem));
}

/** Pictures are drawn from what is compared beside them. */
function itemDifferences(stored: OutputItem, now: OutputItem): string[] {
  if (stored.mime.startsWith("image/")) return [];
  if (!("text" in stored) || !("text" in now)) return [`${stored.mime} is not text`];
  return sameText(plain(stored.text), plain(now.text))
    ? []
    : [`${stored.mime}: ${stored.text.slice(0, 200)} stored, ${now.text.slice(0, 200)} now`];
}

/** With encoded matrices written out, so that their numbers are compared as numbers. */
function plain(text: string): string {
  return text.replace(/"float32":"([^"]*)"/g, (_, base64: string) => {
    const { buffer, byteOffset, byteLength } = Buffer.from(base64, "base64");
    return `"float32":[${new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)).join(",")}]`;
  });
}

function sameText(a: string, b: string): boolean {
  if (a.replace(NUMBER, "#") !== b.replace(NUMBER, "#")) return false;
  const [left, right] = [numbersOf(a), numbersOf(b)];
  const scale = Math.max(...left.map(Math.abs).filter(Number.isFinite), 0);
  return left.every((x, i) => Math.abs(x - (right[i] as number)) <= TOLERANCE * scale);
}

const numbersOf = (text: string): number[] => (text.match(NUMBER) ?? []).map(Number);

/** What the notebook's names hold, in a few words each; reading it runs nobody's code. */
import { inspect } from "node:util";
import type { VariableInfo } from "../protocol.js";

/** More names than anybody reads. */
const MOST_VARIABLES = 1000;

const SUMMARY_LENGTH = 80;

/** An array of the engine, or of its copy in another package: told by what it has. */
interface EngineArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: ArrayLike<number> & { readonly byteLength: number };
}

/** Names with what they hold, described. */
export function variablesOf(values: readonly (readonly [string, unknown])[]): VariableInfo[] {
  return values.slice(0, MOST_VARIABLES).map(([name, value]) => ({ name, ...described(value) }));
}

function described(value: unknown): Omit<VariableInfo, "name"> {
  const array = asArray(value);
  if (array !== null) {
    const { shape, dtype, data } = array;
    const memory = data.byteLength;
    return { type: "NDArray", shape, dtype, memory, summary: firstElements(array) };
  }
  const memory = ArrayBuffer.isView(value) ? value.byteLength : null;
  return { type: typeName(value), shape: null, dtype: null, memory, summary: summaryOf(value) };
}

/** Traced arrays have no numbers to show. */
function asArray(value: unknown): EngineArray | null {
  if (typeof value !== "object" || value === null) return null;
  return typeName(value) === "NDArray" ? (value as EngineArray) : null;
}

function firstElements({ data, dtype }: EngineArray): string {
  const first = Array.from({ length: Math.min(data.length, 6) }, (_, k) => data[k] as number);
  const some = first.map((x) =>
    dtype === "bool" ? String(x !== 0) : String(Number(x.toPrecision(6))),
  );
  return [...some, ...(data.length > some.length ? ["…"] : [])].join(", ");
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  return prototype?.constructor?.name ?? "object";
}

/** One line. Getters and proxies are not called. */
function summaryOf(value: unknown): string {
  if (typeof value === "function") return value.name === "" ? "a function" : `${value.name}()`;
  const text = inspect(value, {
    depth: 1,
    breakLength: Infinity,
    maxArrayLength: 6,
    maxStringLength: SUMMARY_LENGTH,
    customInspect: false,
    getters: false,
  });
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > SUMMARY_LENGTH ? `${line.slice(0, SUMMARY_LENGTH - 1)}…` : line;
}

/** Shown values on their way to the display store, and the memory that this thread must not use again. */
import type { ShownValue } from "../../../engine/host.js";
import { send } from "./emit.js";

/** The engine recycles the memory of arrays that nobody holds in this thread: the store cannot hold it here. */
const held = new Map<number, ShownValue["data"]>();
let holds = 0;

export function keep(
  { key, rows, cols, data, symmetric }: ShownValue,
  shown: { readonly cell: string; readonly handle: string | null },
): void {
  const shared = isAlone(data) ? data : onSharedMemory(data);
  const hold = ++holds;
  held.set(hold, shared);
  send({ type: "keep", hold, key, ...shown, matrix: { rows, cols, data: shared }, symmetric });
}

export function letGo(hold: number): void {
  held.delete(hold);
}

/** A part of a larger buffer would hold all of it, even when this thread is gone. */
function isAlone({ buffer, byteLength }: ShownValue["data"]): boolean {
  return buffer instanceof SharedArrayBuffer && buffer.byteLength === byteLength;
}

function onSharedMemory(data: ShownValue["data"]): ShownValue["data"] {
  const buffer = new SharedArrayBuffer(data.byteLength);
  new Uint8Array(buffer).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  if (data instanceof Float64Array) return new Float64Array(buffer);
  if (data instanceof Float32Array) return new Float32Array(buffer);
  return data instanceof Int32Array ? new Int32Array(buffer) : new Uint8Array(buffer);
}

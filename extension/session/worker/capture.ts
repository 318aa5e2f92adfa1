/** `process.stdout` and `process.stderr` become the running cell's; `console` writes to them. */
import type { StreamName } from "../protocol.js";
import { emitText } from "./emit.js";

type Encoding = BufferEncoding | ((error?: Error | null) => void);
type Callback = (error?: Error | null) => void;

export function captureStreams(): void {
  capture("stdout");
  capture("stderr");
}

function capture(name: StreamName): void {
  const decoder = new TextDecoder();
  const write = (chunk: string | Uint8Array, encoding?: Encoding, callback?: Callback): boolean => {
    emitText(name, typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true }));
    const done = typeof encoding === "function" ? encoding : callback;
    if (done !== undefined) queueMicrotask(() => done());
    return true;
  };
  Object.defineProperty(process[name], "write", {
    value: write,
    writable: true,
    configurable: true,
  });
}

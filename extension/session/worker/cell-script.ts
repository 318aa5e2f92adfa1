import { Script } from "node:vm";
import { type CellRuntime, RUNTIME, STOP } from "../transform/runtime.js";

/** A cell's code, ready to run: resolves to `[value]`, or to nothing when there is no last expression. */
export type CellFunction = (
  runtime: CellRuntime,
  stop: Int32Array,
) => Promise<[unknown] | undefined>;

export interface CompileOptions {
  readonly url: string;
  /** Run inside `with (shadow)`: see scope.ts. */
  readonly shadowed: boolean;
}

/**
 * Compiles a transformed cell in the worker's own context. Strict mode, `this` undefined; line 1 of the
 * code is line 1 of the script.
 */
export function compileCell(code: string, { url, shadowed }: CompileOptions): CellFunction {
  const body = `async function () { "use strict";\n${code}\n}`;
  const inner = shadowed ? `with (${RUNTIME}.shadow) { return ${body}; }` : `return ${body};`;
  const text = `(function (${RUNTIME}, ${STOP}) { ${inner} })`;
  const make = new Script(text, { filename: url, lineOffset: -1 }).runInThisContext() as (
    ...parameters: Parameters<CellFunction>
  ) => () => ReturnType<CellFunction>;
  return (runtime, stop) => make(runtime, stop)();
}

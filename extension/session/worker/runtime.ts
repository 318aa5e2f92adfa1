import type { Scope } from "../scope.js";
import type { CellRuntime } from "../transform/runtime.js";
import { InterruptError, ownRun } from "./cell-run.js";
import type { Importer } from "./importer.js";

/** What transformed cells call; one for the whole session, so that functions of earlier cells use it too. */
export function cellRuntime(scope: Scope, importer: Importer): CellRuntime {
  return Object.freeze({
    constant: scope.constant,
    variable: scope.variable,
    shadow: scope.shadow,
    hoist: (names) => scope.hoist(names),
    until,
    load: (specifier, options) => importer.load(specifier, options),
    bind: (specifier, names, options) => importer.bind(specifier, names, options),
    meta: importer.meta,
    stop: () => {
      throw new InterruptError();
    },
  } satisfies CellRuntime);
}

function until(awaited: unknown): unknown {
  const run = ownRun();
  return run !== undefined && (isThenable(awaited) || run.interrupted)
    ? run.until(awaited)
    : awaited;
}

const isThenable = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "then" in value &&
  typeof value.then === "function";

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = () => unknown;

let collect: Collect | undefined;

/** Collects garbage now; some milliseconds. */
export function collectGarbage(): void {
  collect ??= exposed();
  collect();
}

/** Not globalThis.gc: in a notebook that may be a variable of the person's. */
function exposed(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}

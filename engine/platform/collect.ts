import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = () => unknown;

let collect: Collect | undefined;

/** Collects garbage now; some milliseconds. */
export function collectGarbage(): void {
  collect ??= globalThis.gc ?? exposed();
  collect();
}

function exposed(): Collect {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as Collect;
}

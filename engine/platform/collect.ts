import { setFlagsFromString } from "node:v8";
import { createContext, runInNewContext, Script } from "node:vm";

let collect: (() => void) | undefined;

/**
 * Collects garbage now; some milliseconds. Weak references that were read or made earlier in the running
 * job tell the truth afterwards.
 */
export function collectGarbage(): void {
  collect ??= collection();
  collect();
}

/** Not globalThis.gc: in a notebook that may be a variable of the person's. */
function collection(): () => void {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => unknown;
  // What a job's weak references point at is kept until its microtasks are done; those of another
  // context are done when its script ends.
  const nothing = new Script("");
  const elsewhere = createContext({}, { microtaskMode: "afterEvaluate" });
  return () => {
    nothing.runInContext(elsewhere);
    gc();
  };
}

import { InterruptError } from "../errors.js";

/** One shared word: 0 = go on, 1 = the person asked to stop. Pool threads see the same one. */
let flag: Int32Array | null = null;

/** The notebook session hands over the flag that its control thread raises. */
export function setInterruptFlag(next: Int32Array | null): void {
  flag = next;
}

export function interruptFlag(): Int32Array | null {
  return flag;
}

/**
 * Every long loop calls this between pieces of work of at most some 50 ms.
 *
 * @throws {@link InterruptError} when the person asked to stop.
 */
export function checkInterrupt(): void {
  if (flag !== null && Atomics.load(flag, 0) !== 0) {
    throw new InterruptError("Interrupted. Variables assigned before this point are kept.");
  }
}

import type { NDArray } from "../array/ndarray.js";
import { TracerError } from "./trace.js";

/** The plain array behind an array, or null where its numbers are not known: inside of `jit` and `vmap`. */
export function knownValue<A extends NDArray>(x: A): ReturnType<A["concrete"]> | null {
  try {
    return x.concrete() as ReturnType<A["concrete"]>;
  } catch (error) {
    if (error instanceof TracerError) return null;
    throw error;
  }
}

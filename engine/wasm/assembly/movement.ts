// Moving elements inside the shared memory.

import { MR } from "./shared/variant";

/** Rows of the micro-kernel: the height of an A panel. */
export function microRows(): i32 {
  return MR;
}

/** Zeroes `bytes` bytes. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/** Reverses the order of `length` ≥ 1 elements. */
// @ts-ignore: decorator
@inline
export function reverse<T>(at: usize, length: i32): void {
  let last = at + <usize>(length - 1) * sizeof<T>();
  while (at < last) {
    const value = load<T>(at);
    store<T>(at, load<T>(last));
    store<T>(last, value);
    at += sizeof<T>();
    last -= sizeof<T>();
  }
}

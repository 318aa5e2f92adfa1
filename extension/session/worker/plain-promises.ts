import { inspect } from "node:util";

/** What Node 20 writes onto promises once AsyncLocalStorage is in use; 24 no longer does. */
const tracking = new Set(["async_id_symbol", "trigger_async_id_symbol", "kResourceStore"]);

/** `Promise { 3 }` and not `Promise { 3, [Symbol(async_id_symbol)]: 1110, … }`. */
export function printPromisesPlainly(): void {
  const show = function <T>(this: Promise<T>): Promise<T> {
    hideTracking(this);
    return this;
  };
  const prototype: object = Promise.prototype;
  Object.defineProperty(prototype, inspect.custom, { configurable: true, value: show });
}

function hideTracking(promise: object) {
  for (const key of Object.getOwnPropertySymbols(promise))
    if (tracking.has(key.description ?? ""))
      Object.defineProperty(promise, key, { enumerable: false });
}

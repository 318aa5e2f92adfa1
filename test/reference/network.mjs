import { Unsupported } from "./unsupported.mjs";

/**
 * Networks are stored as nested calls, `[name, ...args, { options }]`, one to one on `stax`.
 *
 * @typedef {readonly [string, ...unknown[]]} Call
 * @typedef {import("../../engine/index.js")} EngineModule
 * @typedef {import("../../engine/index.js").NDArray} NDArray
 * @typedef {"nngp" | "ntk"} KernelName
 * @typedef {{ kernel: (x1: NDArray, x2: NDArray | null, get: readonly KernelName[], options?: object) => Record<KernelName, NDArray> }} Network
 */

/**
 * Makes the calls.
 *
 * @param {object} stax
 * @param {Call} call
 * @returns {Network}
 * @throws {Unsupported} naming the first function that `stax` lacks.
 */
export function build(stax, [name, ...args]) {
  const make = Object.hasOwn(stax, name) ? Reflect.get(stax, name) : undefined;
  if (typeof make !== "function") throw new Unsupported(`stax.${name}`);
  return make(...args.map((argument) => (isCall(argument) ? build(stax, argument) : argument)));
}

/**
 * Numbers in arrays (a filter shape) are arguments; an array that begins with a name is a call.
 *
 * @param {unknown} argument
 * @returns {argument is Call}
 */
function isCall(argument) {
  return Array.isArray(argument) && typeof argument[0] === "string";
}

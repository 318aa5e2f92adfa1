/**
 * What modules bring along is not the person's, whatever name it goes by: `const { dense } = stax` is an
 * import in other words.
 */
import { types } from "node:util";

type Namespace = Readonly<Record<string, unknown>>;

export class ModuleFunctions {
  readonly #known = new WeakSet<object>();

  /** The functions that a module exports, and those of the namespaces among its exports. */
  add(module: Namespace): void {
    if (this.#known.has(module)) return;
    this.#known.add(module);
    for (const exported of Object.values(module)) {
      if (typeof exported === "function") this.#known.add(exported);
      else if (isPlain(exported)) this.#addMembers(exported);
    }
  }

  /** Is it a function of a module that was loaded, or such a module itself? */
  has(value: unknown): boolean {
    return (
      types.isModuleNamespaceObject(value) ||
      (typeof value === "function" && this.#known.has(value))
    );
  }

  #addMembers(object: object): void {
    const descriptors = Object.values(Object.getOwnPropertyDescriptors(object));
    // What bundlers make of `export * as stax`. Getters of other objects are not called.
    const isNamespace = descriptors.every((each) => each.get && !each.set);
    for (const descriptor of descriptors) {
      const member: unknown = isNamespace ? descriptor.get?.() : descriptor.value;
      if (typeof member === "function") this.#known.add(member);
    }
  }
}

/** Neither a class's nor a list, which may be long; of a proxy nothing is asked. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

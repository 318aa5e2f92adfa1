/**
 * What modules bring along is not the person's, whatever name it goes by: `const { dense } = stax` is an
 * import in other words.
 */
import { types } from "node:util";

export class ModuleFunctions {
  readonly #known = new WeakSet<object>();

  /** The functions that a module exports, and those of the namespaces among its exports. */
  add(module: object): void {
    if (this.#known.has(module)) return;
    this.#known.add(module);
    for (const exported of Object.values(module)) {
      if (typeof exported === "function") this.#known.add(exported);
      else if (isObject(exported)) this.#addMembers(exported);
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
    for (const descriptor of descriptors) {
      const value = isBundledNamespace(descriptors) ? descriptor.get?.() : descriptor.value;
      if (typeof value === "function") this.#known.add(value);
    }
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What bundlers make of `export * as stax`: nothing but getters. Getters of other objects are not called. */
const isBundledNamespace = (descriptors: readonly PropertyDescriptor[]): boolean =>
  descriptors.every(({ get, set }) => get !== undefined && set === undefined);

/**
 * The notebook's names. They are ordinary properties of the global object, so that cells find them as
 * free identifiers: every cell and every function of every cell sees the latest value, at the speed of a
 * captured variable (2·10⁷ additions: 100 ms; through accessors 1,240 ms, both on Node 20 and 24).
 *
 * A name that is already a built-in's (`Map`, `process`), or by which libraries tell where they run
 * (`window`, `module`), must not change under the feet of the engine and of packages: such names live on
 * a shadow object, and only cells that spell one are run inside `with (shadow)`.
 */
import type { TransformedCell } from "./transform/cell.js";

/** Libraries ask `typeof window` and the like for their surroundings. */
const SURROUNDINGS = [
  ...["window", "document", "self", "top", "navigator", "location", "importScripts"],
  ...["module", "exports", "require", "define", "Deno", "Bun", "jest"],
];

export class Scope {
  /** Values of the names that collide. */
  readonly shadow: Record<string, unknown>;
  /** Every name the notebook has declared so far. */
  readonly names = new Set<string>();
  /** Assigning a property declares a constant. */
  readonly constant = this.#declarer({ writable: false });
  /** Assigning a property declares a variable. */
  readonly variable = this.#declarer({ writable: true });
  /** Names that stand for what other modules export. */
  readonly #imported = new Set<string>();
  readonly #global: object;
  readonly #builtins: ReadonlySet<string>;

  /** To be made before any cell runs: what `global` has now counts as built in. */
  constructor(global: object) {
    this.#global = global;
    this.#builtins = new Set([...propertyNames(global), ...SURROUNDINGS]);
    this.shadow = Object.create(null) as Record<string, unknown>;
  }

  /** `var` without a value keeps what the name holds. */
  hoist(names: readonly string[]): void {
    for (const name of names) if (!this.names.has(name)) this.variable[name] = undefined;
  }

  /** A constant that stands for a module's export. */
  import(name: string, value: unknown): void {
    this.constant[name] = value;
    this.#imported.add(name);
  }

  /** What the notebook's own names hold, in the order of their declaration. */
  values(): [name: string, value: unknown][] {
    return [...this.names].flatMap((name) => {
      const held = Object.getOwnPropertyDescriptor(this.#home(name), name);
      if (held === undefined || held.get !== undefined || this.#imported.has(name)) return [];
      return [[name, held.value] as [string, unknown]];
    });
  }

  /** A name that throws when it is used: an import whose module has no such export (it may be a type). */
  declareMissing(name: string, message: string): void {
    this.#define(name, {
      get: () => {
        throw new ReferenceError(message);
      },
    });
  }

  isConstant(name: string): boolean {
    return (
      this.names.has(name) &&
      Object.getOwnPropertyDescriptor(this.#home(name), name)?.writable === false
    );
  }

  /** Must the cell run inside `with (shadow)`? */
  isShadowed({ declarations, mentions }: TransformedCell): boolean {
    return (
      declarations.some(({ name, kind }) => kind !== "type" && this.#builtins.has(name)) ||
      Object.keys(this.shadow).some((name) => mentions.has(name))
    );
  }

  #declarer({ writable }: { readonly writable: boolean }): Record<string, unknown> {
    return new Proxy<Record<string, unknown>>(
      {},
      {
        set: (_, name: string, value: unknown) => {
          this.#define(name, { value, writable });
          return true;
        },
      },
    );
  }

  #define(name: string, descriptor: PropertyDescriptor): void {
    this.names.add(name);
    this.#imported.delete(name);
    const settings = { configurable: true, enumerable: true };
    Object.defineProperty(this.#home(name), name, { ...settings, ...descriptor });
  }

  #home(name: string): object {
    return this.#builtins.has(name) ? this.shadow : this.#global;
  }
}

/** Own and inherited, enumerable or not. */
function propertyNames(object: object): string[] {
  const prototype = Object.getPrototypeOf(object) as object | null;
  const own = Object.getOwnPropertyNames(object);
  return prototype === null ? own : [...own, ...propertyNames(prototype)];
}

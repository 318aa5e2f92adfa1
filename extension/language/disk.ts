/** Files on the disk as the language service reads them. */
import { statSync } from "node:fs";
import type ts from "typescript";
import { typescript } from "../session/transform/typescript.js";

interface Known {
  readonly version: string;
  readonly snapshot: ts.IScriptSnapshot;
}

/**
 * Files are looked at again when somebody says that something changed, and not before; those under
 * `fixed` folders, which ship with us, never.
 */
export class Disk {
  readonly #fixed: readonly string[];
  readonly #known = new Map<string, Known>();
  #current = new Set<string>();
  #generation = 0;

  constructor(fixed: readonly string[]) {
    this.#fixed = fixed;
  }

  /** Counts the changes. */
  get generation(): number {
    return this.#generation;
  }

  isFixed(file: string): boolean {
    return this.#fixed.some((folder) => file.startsWith(folder));
  }

  changed(): void {
    this.#generation += 1;
    this.#current = new Set();
  }

  version(file: string): string {
    return this.#read(file)?.version ?? "";
  }

  snapshot(file: string): ts.IScriptSnapshot | undefined {
    return this.#read(file)?.snapshot;
  }

  #read(file: string): Known | undefined {
    const known = this.#known.get(file);
    if (known !== undefined && (this.isFixed(file) || this.#current.has(file))) return known;
    const version = versionOf(file);
    this.#current.add(file);
    if (known?.version === version) return known;
    const text = version === null ? undefined : typescript().sys.readFile(file);
    if (version === null || text === undefined) {
      this.#known.delete(file);
      return undefined;
    }
    const read = { version, snapshot: typescript().ScriptSnapshot.fromString(text) };
    this.#known.set(file, read);
    return read;
  }
}

function versionOf(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.mtimeMs}-${stat.size}`;
}

import { availableParallelism } from "node:os";

/** An environment variable; undefined when unset or empty. */
export function environment(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}

/** How many threads the machine runs at once. */
export function processors(): number {
  return availableParallelism();
}

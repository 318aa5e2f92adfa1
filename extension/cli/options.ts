import { InvalidArgumentError } from "commander";

/** Reads a number greater than 0. */
export const positive =
  (what: string) =>
  (text: string): number => {
    const value = Number(text);
    if (value > 0) return value;
    throw new InvalidArgumentError(`Give a number of ${what} greater than 0.`);
  };

/** Reads a number from 0 on. */
export function notNegative(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0) return value;
  throw new InvalidArgumentError("Give a number, 0 or greater.");
}

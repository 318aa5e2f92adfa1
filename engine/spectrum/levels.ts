import type { ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { inDoubles } from "./vector.js";

/** A spectrum, or eigenvalues of one's own with how often each occurs; a list of them alone has each once. */
export type SpectrumInput =
  | ArrayInput
  | {
      readonly domain?: string;
      readonly eigenvalues: ArrayInput;
      readonly multiplicities?: ArrayInput;
    };

/** Plain numbers of a spectrum: eigenvalues with how often each occurs. */
export interface Levels {
  readonly domain: string;
  readonly eigenvalues: Float64Array;
  readonly multiplicities: Float64Array;
}

/** Whether these are eigenvalues with something said of them. */
export function isSpectrum<S extends object>(of: ArrayInput | S): of is S {
  return (
    typeof of === "object" &&
    (of as unknown) !== null &&
    "eigenvalues" in of &&
    !(of instanceof NDArray)
  );
}

/**
 * @throws {@link ShapeError} unless there is one multiplicity an eigenvalue; {@link DomainError} for eigenvalues
 *   that are no numbers and multiplicities that are none from 0.
 */
export function levelsOf(caller: string, of: SpectrumInput): Levels {
  const given = isSpectrum(of) ? of : { eigenvalues: of };
  const eigenvalues = numbers(caller, "eigenvalues", given.eigenvalues);
  checkEach(caller, "eigenvalues", eigenvalues, -Infinity);
  const multiplicities =
    given.multiplicities === undefined
      ? new Float64Array(eigenvalues.length).fill(1)
      : perLevel(caller, "multiplicities", given.multiplicities, eigenvalues.length);
  return { domain: given.domain ?? `${eigenvalues.length} levels`, eigenvalues, multiplicities };
}

/**
 * One number from 0 for each level.
 *
 * @throws {@link ShapeError} for fewer or more of them; {@link DomainError} for other numbers.
 */
export function perLevel(
  caller: string,
  name: string,
  given: ArrayInput,
  levels: number,
): Float64Array {
  const values = numbers(caller, name, given);
  if (values.length !== levels) {
    throw new ShapeError(
      `${caller}: ${name} has shape [${values.length}]; give one for each of the ${levels} levels`,
    );
  }
  checkEach(caller, name, values, 0);
  return values;
}

function numbers(caller: string, name: string, given: ArrayInput): Float64Array {
  const { shape, data } = inDoubles(given);
  if (shape.length === 1 && data.length > 0) return data;
  throw new ShapeError(`${caller}: ${name} has shape ${formatShape(shape)}; give a list`);
}

function checkEach(caller: string, name: string, values: Float64Array, least: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value >= least && Math.abs(value) < Infinity) continue;
    const wanted = least === 0 ? "a number from 0" : "a number";
    throw new DomainError(`${caller}: ${name}[${i}] is ${value}; use ${wanted}`);
  }
}

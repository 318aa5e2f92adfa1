/** From what a person gives to matrices of one shape and the axes they are stacked along. */
import { asArray, type ArrayInput } from "../../array/create.js";
import { NDArray } from "../../array/ndarray.js";
import { DomainError, ShapeError } from "../../errors.js";
import type { StackAxis } from "../payload.js";
import type { Words } from "../values.js";

/** Matrices by name, shown side by side. */
export type NamedMatrices = Readonly<Record<string, ArrayInput>>;

export interface StackOptions {
  /** What the first axis of a 3-d array is, e.g. depth: a slider goes along it. */
  readonly slider?: { readonly name: Words; readonly entries?: ArrayLike<Words> };
  /** Shows the second minus the first of two named matrices beside them. */
  readonly difference?: boolean;
}

export interface Stack {
  readonly shape: readonly [number, number];
  readonly axes: readonly StackAxis[];
  /** Row-major over `axes`. */
  readonly matrices: readonly NDArray[];
}

/** Sliders and facets beyond this are no picture. */
const MOST_LAYERS = 256;

/** @param caller - the public function to name in errors */
export function stackOf(
  caller: string,
  input: ArrayInput | NamedMatrices,
  options: StackOptions,
): Stack {
  const named = isNamed(input) ? namedArrays(caller, input, options) : null;
  const arrays = named?.arrays ?? [asArray(input as ArrayInput)];
  const inner = arrays.map((one) => innerStack(caller, one, options));
  const [first] = inner;
  if (first === undefined) throw new ShapeError(`${caller}: give at least one matrix`);
  for (const { shape, matrices } of inner) {
    if (shape.join() !== first.shape.join() || matrices.length !== first.matrices.length)
      throw new ShapeError(
        `${caller}: matrices of the shapes ${arrays.map((a) => `[${a.shape.join(", ")}]`).join(" and ")} cannot stand side by side; give one shape`,
      );
  }
  const matrices = inner.flatMap((one) => one.matrices);
  if (matrices.length > MOST_LAYERS)
    throw new ShapeError(
      `${caller}: ${matrices.length} matrices are too many to show; take at most ${MOST_LAYERS}`,
    );
  const panels = named === null ? [] : [named.axis];
  return { shape: first.shape, axes: [...panels, ...first.axes], matrices };
}

function isNamed(input: ArrayInput | NamedMatrices): input is NamedMatrices {
  return (
    typeof input === "object" &&
    !(input instanceof NDArray) &&
    !Array.isArray(input) &&
    !ArrayBuffer.isView(input)
  );
}

function namedArrays(caller: string, input: NamedMatrices, { difference = false }: StackOptions) {
  const names = Object.keys(input);
  const arrays = Object.values(input).map((one) => asArray(one));
  const [first, second, ...more] = arrays;
  if (difference) {
    if (first === undefined || second === undefined || more.length > 0)
      throw new DomainError(
        `${caller}: difference needs two matrices, and ${names.length} are given`,
      );
    arrays.push(second.sub(first));
    names.push(`${names[1] ?? ""} − ${names[0] ?? ""}`);
  }
  const axis: StackAxis = { name: "matrix", entries: names, shows: "panels" };
  return { arrays, axis };
}

/** (n₁, n₂), (steps, n₁, n₂), or a kernel with output axes (n₁, n₂, o₁, o₂). */
function innerStack(caller: string, array: NDArray, options: StackOptions): Stack {
  const [a = 0, b = 0, c = 0, d = 0] = array.shape;
  switch (array.ndim) {
    case 2:
      return { shape: [a, b], axes: [], matrices: [array] };
    case 3:
      return {
        shape: [b, c],
        axes: [sliderAxis(caller, a, options)],
        matrices: indices(a).map((i) => array.slice(i)),
      };
    case 4:
      return {
        shape: [a, b],
        axes: [outputAxis("row output", c), outputAxis("column output", d)],
        matrices: indices(c).flatMap((i) => indices(d).map((j) => array.slice([], [], i, j))),
      };
    default:
      throw new ShapeError(
        `${caller}: the matrix has the shape [${array.shape.join(", ")}]; give a 2-d array (n1, n2), ` +
          `a 3-d one (steps, n1, n2) for a slider, or (n1, n2, o1, o2) for facets`,
      );
  }
}

/** A few outputs stand side by side; of more, one at a time. */
const MOST_FACETS = 4;

const outputAxis = (name: string, length: number): StackAxis => ({
  name,
  entries: indices(length).map(String),
  shows: length <= MOST_FACETS ? "facets" : "slider",
});

function sliderAxis(caller: string, length: number, { slider }: StackOptions): StackAxis {
  const entries = Array.from(slider?.entries ?? indices(length), String);
  if (entries.length !== length)
    throw new ShapeError(
      `${caller}: slider has ${entries.length} entries for ${length} matrices; give one for each`,
    );
  return { name: String(slider?.name ?? "step"), entries, shows: "slider" };
}

const indices = (length: number) => Array.from({ length }, (_, i) => i);

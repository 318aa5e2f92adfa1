/** Damaged notebooks: what a disk, a merge, or a person with a text editor does to a file. */
import fc from "fast-check";
import { writeNotebook } from "../../extension/format/index.js";
import { notebooks } from "./notebooks.js";

const snippet = fc.oneof(
  fc.constantFrom("", " ", "x", "0", "\n"),
  fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "\\u12",
    "//",
    "/*",
    "null",
    "1e999",
    "-",
  ),
  fc.constantFrom(
    "\n<<<<<<< a\n",
    "\n=======\n",
    "\n>>>>>>> b\n",
    "\uFEFF",
    "\u0000",
    "\ud800",
    "\r\n",
  ),
  fc.string({ maxLength: 3 }),
);

/** A piece of a text that is replaced, inserted, or removed. */
export const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 4 }),
  insert: snippet,
});

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

export const damaged = (file: string, damages: readonly Damage[]) =>
  damages.reduce((text, { at, remove, insert }) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + insert + text.slice(start + remove);
  }, file);

/** How many mutants are made of one notebook: making the notebook costs more than reading it. */
export const LITTER = 20;

const litter = { minLength: LITTER, maxLength: LITTER };

/** The text of a notebook, {@link LITTER} times, with up to four pieces replaced, inserted, or removed. */
export const damagedFiles = fc
  .tuple(notebooks, fc.array(fc.array(damage, { minLength: 1, maxLength: 4 }), litter))
  .map(([notebook, sets]) => {
    const file = writeNotebook(notebook);
    return sets.map((damages) => damaged(file, damages));
  });

const wrong = fc.constantFrom<unknown[]>(
  ...[null, true, 0, 1, 2, "", "text", "code", "AAAA", "A", "AB==", "A===", "a/b", "a/b;c"],
  ...[[], {}, [[]], ["a", 1], [{ items: [] }], { items: {} }],
);

const mutation = fc.record({ choice: fc.nat(), replacement: wrong, removes: fc.boolean() });
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutated(file: string, { choice, replacement, removes }: Mutation): unknown {
  const value = JSON.parse(file) as object;
  const places = allPlaces(value);
  const place = places[choice % places.length];
  if (place === undefined) return value;
  if (removes && !Array.isArray(place.parent)) Reflect.deleteProperty(place.parent, place.key);
  else Reflect.set(place.parent, place.key, replacement);
  return value;
}

/**
 * A notebook's JSON, {@link LITTER} times, with one value at any depth replaced or removed: well-formed,
 * often wrong.
 */
export const mutatedValues = fc
  .tuple(notebooks, fc.array(mutation, litter))
  .map(([notebook, mutations]) => {
    const file = writeNotebook(notebook);
    return mutations.map((each) => mutated(file, each));
  });

function allPlaces(parent: object): { parent: object; key: string }[] {
  return Object.entries(parent).flatMap(([key, value]: [string, unknown]) => [
    { parent, key },
    ...(typeof value === "object" && value !== null ? allPlaces(value) : []),
  ]);
}

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

const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 4 }),
  insert: snippet,
});

/** The text of a notebook with up to four pieces replaced, inserted, or removed. */
export const damagedFiles = fc
  .tuple(notebooks, fc.array(damage, { minLength: 1, maxLength: 4 }))
  .map(([notebook, damages]) =>
    damages.reduce((text, { at, remove, insert }) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + insert + text.slice(start + remove);
    }, writeNotebook(notebook)),
  );

const wrong = fc.constantFrom<unknown[]>(
  ...[null, true, 0, 1, 2, "", "text", "code", "AAAA", "A", "AB==", "A===", "a/b", "a/b;c"],
  ...[[], {}, [[]], ["a", 1], [{ items: [] }], { items: {} }],
);

/** A notebook's JSON with one value, at any depth, replaced or removed: well-formed, often wrong. */
export const mutatedValues = fc
  .tuple(notebooks, fc.nat(), wrong, fc.boolean())
  .map(([notebook, choice, replacement, removes]) => {
    const value = JSON.parse(writeNotebook(notebook)) as object;
    const places = allPlaces(value);
    const place = places[choice % places.length];
    if (place === undefined) return value;
    if (removes && !Array.isArray(place.parent)) Reflect.deleteProperty(place.parent, place.key);
    else Reflect.set(place.parent, place.key, replacement);
    return value;
  });

function allPlaces(parent: object): { parent: object; key: string }[] {
  return Object.entries(parent).flatMap(([key, value]: [string, unknown]) => [
    { parent, key },
    ...(typeof value === "object" && value !== null ? allPlaces(value) : []),
  ]);
}

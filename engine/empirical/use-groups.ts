import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import type { Equation } from "../core/program.js";
import { factored, type FactoredUse } from "./factored-use.js";
import type { Use, Uses } from "./uses.js";

/**
 * The uses of one parameter in groups: those of a group see the same entries at the same places, so that
 * their outer products add up; those of different groups see no entry in common, as heads of attention that
 * are slices of one array, so that they contribute apart. null where it is neither, or a use has no known
 * form.
 */
export function useGroups({ uses, isOutput }: Uses, shape: Shape): FactoredUse[][] | null {
  if (isOutput || uses.length === 0) return null;
  const own = uses.map((use) => factored(use));
  const known = own.filter((use) => use !== null);
  if (known.length < own.length) return null;
  if (known.length === 1) return [known];
  const groups: { readonly first: Int32Array; readonly uses: FactoredUse[] }[] = [];
  for (const [k, use] of known.entries()) {
    const entries = entriesOf(uses[k] as Use, use, shape);
    const same = groups.find(({ first }) => isSame(first, entries));
    if (same === undefined) groups.push({ first: entries, uses: [use] });
    else same.uses.push(use);
  }
  const seen = groups.map(({ first }) => first);
  const alike = groups.every(({ uses }) => uses.every((use) => isLike(use, uses[0] ?? use)));
  return alike && isDisjoint(seen, shape) ? groups.map((group) => group.uses) : null;
}

/** Vectors and numbers of rows of the identity do not go together. */
function isLike(a: FactoredUse, b: FactoredUse): boolean {
  return a.known === b.known && (a.rule === "lookup") === (b.rule === "lookup");
}

/** Which entries of the parameter a use sees, at the places of its outer products. */
function entriesOf({ steps }: Use, use: FactoredUse, shape: Shape): Int32Array {
  const all = new NDArray(
    Int32Array.from({ length: sizeOf(shape) }, (_, k) => k),
    shape,
    "int32",
  );
  return use.matrix(steps.reduce(moved, all)).data as Int32Array;
}

/** Numbers of entries after a step that moves or scales them. */
function moved(entries: NDArray, { primitive, params }: Equation): NDArray {
  const stays = ["neg", "mul", "div"].includes(primitive.name);
  return stays ? entries : (primitive.value([entries], params)[0] as NDArray);
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((entry, k) => entry === b[k]);
}

function isDisjoint(groups: readonly Int32Array[], shape: Shape): boolean {
  const seen = new Uint8Array(sizeOf(shape));
  return groups.every((entries) =>
    entries.every((entry) => {
      const isNew = seen[entry] === 0;
      seen[entry] = 1;
      return isNew;
    }),
  );
}

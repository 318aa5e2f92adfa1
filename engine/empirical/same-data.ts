import type { NDArray } from "../array/ndarray.js";
import { sameShape } from "../array/shape.js";
import type { Term } from "./terms.js";

/** Whether two arrays are the same numbers in the same memory; of traced arrays nobody knows. */
function sameData(a: NDArray | null, b: NDArray | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.trace !== undefined || b.trace !== undefined) return a === b;
  return a.data === b.data && sameShape(a.shape, b.shape);
}

/** Whether what moves is the same, as of a layer's weights and biases, which one cotangent reaches. */
function moveAlike(a: Term, b: Term): boolean {
  const single = a.moving.shape[2] === 1 && b.moving.shape[2] === 1;
  return single && sameData(a.moving, b.moving) && sameData(a.mask, b.mask);
}

/** Places of terms whose moving vectors are the same; on both sides if there are two. */
export function movingAlike(sides: readonly (readonly (Term | null)[])[]): [number, ...number[]][] {
  const groups: [number, ...number[]][] = [];
  sides[0]?.forEach((term, k) => {
    if (term === null) return;
    const alike = groups.find(([j]) =>
      sides.every((terms) => moveAlike(terms[j] as Term, terms[k] as Term)),
    );
    if (alike === undefined) groups.push([k]);
    else alike.push(k);
  });
  return groups;
}

/** Makes something of arrays; of the same memory only once, so that what was shared is so again. */
export function oncePerData(): (x: NDArray, make: () => NDArray) => NDArray {
  const made: { readonly of: NDArray; readonly result: NDArray }[] = [];
  return (x, make) => {
    const known = made.find((one) => sameData(one.of, x));
    if (known !== undefined) return known.result;
    const result = make();
    made.push({ of: x, result });
    return result;
  };
}

import { NtkbookError } from "../../errors.js";

/** @throws {@link NtkbookError} always: figures belong to notebooks, and their font is left out of pages. */
export function pictureRoom(): never {
  throw new NtkbookError(
    "show: figures are drawn in notebooks; in a page, draw from the arrays' data",
  );
}

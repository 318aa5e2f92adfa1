import { expect, it } from "vitest";
import { array } from "../../../engine/index.js";
import { displaySymbol, valuesBehind, type MimeBundle } from "../../../engine/display/display.js";
import { displayedAs } from "../../../engine/display/displayed.js";
import { matrixDisplay } from "../../../engine/display/matrix/bundle.js";
import { MIME } from "../../../engine/display/payload.js";

const request = { caller: "test", mime: MIME.matrix, title: "Result" } as const;

it("a result drawn as a matrix gives its bundle, and the whole matrix to whoever keeps it", () => {
  const values = array([
    [1, 2],
    [3, 4],
  ]);
  const result = displayedAs({ values }, () => matrixDisplay(request, values, {}));
  const show: unknown = Reflect.get(result, displaySymbol);
  if (typeof show !== "function") throw new Error("the result does not show itself");
  const bundle = Reflect.apply(show, result, []) as MimeBundle;
  expect(Object.keys(bundle)).toEqual([MIME.matrix, "image/png", "text/plain"]);
  expect(valuesBehind(bundle).map(({ data }) => [...data])).toEqual([[1, 2, 3, 4]]);
  expect(Object.keys(result)).toEqual(["values"]);
});

it("a bundle that is complete has nothing behind it", () => {
  expect(valuesBehind({ "text/plain": "1" })).toEqual([]);
});

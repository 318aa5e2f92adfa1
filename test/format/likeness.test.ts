import { describe, expect, test } from "vitest";
import { likeness } from "../../extension/format/index.js";

const float32 = (...entries: number[]) =>
  Buffer.from(new Float32Array(entries).buffer).toString("base64");

const payload = (shape: readonly number[], ...entries: number[]) =>
  JSON.stringify({ version: 2, shape, layers: [{ preview: { float32: float32(...entries) } }] });

describe("how alike two stored matrices are", () => {
  test.each([
    ["equal up to a factor", payload([2, 2], 2, 1, 1, 2), payload([2, 2], 4, 2, 2, 4), "1.0000"],
    ["of opposite sign", payload([1, 2], 1, 2), payload([1, 2], -1, -2), "-1.0000"],
    ["orthogonal", payload([1, 2], 1, 0), payload([1, 2], 0, 3), "0.0000"],
    // ⟨(3, 4), (4, 3)⟩ / 25
    ["of an angle", payload([1, 2], 3, 4), payload([1, 2], 4, 3), "0.9600"],
  ])("%s", (_, a, b, aligned) => {
    expect(likeness(a, b)).toBe(`alignment ${aligned}, measured on their previews.`);
  });

  test("of files of the first version, too", () => {
    const first = JSON.stringify({ shape: [1, 1], preview: { float32: float32(2) } });
    expect(likeness(first, payload([1, 1], 3))).toMatch(/^alignment 1\.0000/);
  });

  test("is not said of different shapes", () => {
    expect(likeness(payload([1, 2], 1, 2), payload([2, 1], 1, 2))).toMatch(
      /differ, 1 × 2 and 2 × 1/,
    );
  });

  const broken = (preview: unknown) => JSON.stringify({ shape: [1, 1], layers: [{ preview }] });

  test.each([
    ["is not JSON", "{", /not a JSON object/],
    ["is null", "null", /not a JSON object/],
    ["has no shape", '{"layers": []}', /no shape/],
    ["has layers that are no list", '{"shape": [1], "layers": 3}', /no preview/],
    ["has an empty layer", '{"shape": [1], "layers": [null]}', /no preview/],
    ["has numbers in place of base64", broken({ float32: [1] }), /no preview/],
    ["holds what is not base64", broken({ float32: "AA*=" }), /not base64/],
    ["is cut off", broken({ float32: "AAAA" }), /3 bytes, no whole number of entries/],
  ])("nor of a payload that %s, and why is said", (_, payloadOfOne, why) => {
    const other = payload([1, 1], 1);
    expect(likeness(payloadOfOne, other)).toMatch(
      /^the stored numbers of the first cannot be read/,
    );
    expect(likeness(payloadOfOne, other)).toMatch(why);
    expect(likeness(other, payloadOfOne)).toMatch(/of the second .* Run its cell again\.$/);
  });
});

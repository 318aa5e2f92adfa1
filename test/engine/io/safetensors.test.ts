import { describe, expect, it } from "vitest";
import { DomainError, io } from "../../../engine/index.js";

/** A file by its specification: length, JSON, data. */
function file(header: object | string, data: ArrayBuffer): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  const out = new Uint8Array(8 + text.length + data.byteLength);
  new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true);
  out.set(new TextEncoder().encode(text), 8);
  out.set(new Uint8Array(data), 8 + text.length);
  return out;
}

describe("safetensors", () => {
  it("gives the arrays by their names", () => {
    const data = new ArrayBuffer(8 + 4 + 8);
    const view = new DataView(data);
    view.setFloat32(0, 1.5, true);
    view.setFloat32(4, -2, true);
    view.setUint16(8, 0x3fc0, true); // 1.5 as bfloat16
    view.setUint16(10, 0x3e00, true); // 1.5 as float16
    view.setBigInt64(12, -7n, true);
    const { w, b, h, n } = io.safetensors(
      file(
        {
          __metadata__: { format: "pt" },
          w: { dtype: "F32", shape: [2, 1], data_offsets: [0, 8] },
          b: { dtype: "BF16", shape: [1], data_offsets: [8, 10] },
          h: { dtype: "F16", shape: [], data_offsets: [10, 12] },
          n: { dtype: "I64", shape: [1], data_offsets: [12, 20] },
        },
        data,
      ),
    );
    expect(w?.toArray()).toEqual([[1.5], [-2]]);
    expect(w?.dtype).toBe("float32");
    expect(b?.toArray()).toEqual([1.5]);
    expect(h?.item()).toBe(1.5);
    expect([n?.dtype, n?.toArray()]).toEqual(["int32", [-7]]);
  });

  it.each([
    ["no header", new Uint8Array(4), /do not begin like/],
    [
      "a header longer than the file",
      Uint8Array.from([255, 0, 0, 0, 0, 0, 0, 0, 1]),
      /do not begin/,
    ],
    ["a header that is no JSON", file("{{", new ArrayBuffer(0)), /no JSON object/],
    [
      "data outside the file",
      file({ w: { dtype: "F32", shape: [2], data_offsets: [0, 8] } }, new ArrayBuffer(4)),
      /w: its data at 0 to 8 lies outside the 4 bytes/,
    ],
    [
      "a shape that is not its data",
      file({ w: { dtype: "F32", shape: [1e9, 1e9], data_offsets: [0, 4] } }, new ArrayBuffer(4)),
      /4 bytes are not an array/,
    ],
    [
      "negative offsets",
      file({ w: { dtype: "F32", shape: [1], data_offsets: [-4, 0] } }, new ArrayBuffer(4)),
      /outside/,
    ],
    [
      "an unknown dtype",
      file({ w: { dtype: "F8_E4M3", shape: [1], data_offsets: [0, 1] } }, new ArrayBuffer(1)),
      /dtype F8_E4M3 cannot be read/,
    ],
    ["an entry that is none", file({ w: 3 }, new ArrayBuffer(0)), /lacks dtype/],
  ] as const)("refuses %s", (_, bytes, message) => {
    expect(() => io.safetensors(bytes)).toThrow(DomainError);
    expect(() => io.safetensors(bytes)).toThrow(message);
  });
});

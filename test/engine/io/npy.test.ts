import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dtype } from "../../../engine/array/dtype.js";
import { array, DomainError, io } from "../../../engine/index.js";

interface Fixtures {
  readonly cases: readonly {
    readonly name: string;
    readonly base64: string;
    readonly dtype: Dtype;
    readonly shape: readonly number[];
    readonly data: readonly number[];
  }[];
  readonly refused: readonly (readonly [name: string, base64: string, message: string])[];
  readonly npzCompressed: string;
  readonly npz: string;
}

const fixtures = JSON.parse(
  readFileSync(new URL("numpy.json", import.meta.url), "utf8"),
) as Fixtures;

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

describe("what NumPy has written is read", () => {
  it.each(fixtures.cases)("$name", ({ base64, dtype, shape, data }) => {
    const x = io.npy(bytesOf(base64));
    expect(x.dtype).toBe(dtype);
    expect(x.shape).toEqual(shape);
    expect([...x.data]).toEqual(data);
  });

  it("compressed and stored archives", () => {
    const { w, n } = io.npz(bytesOf(fixtures.npzCompressed));
    expect(w?.toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(n?.dtype).toBe("int32");
    expect(Object.keys(io.npz(bytesOf(fixtures.npz)))).toEqual(["w"]);
  });

  it.each(fixtures.refused)("%s is refused by its name", (_, base64, message) => {
    expect(() => io.npy(bytesOf(base64))).toThrow(DomainError);
    expect(() => io.npy(bytesOf(base64))).toThrow(message);
  });
});

describe("what is written", () => {
  it("comes back the same, with dtype and shape, NaN and signed zeros", () => {
    const dtypes = fc.constantFrom<Dtype>("float64", "float32", "int32", "bool");
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 20 }), dtypes, (values, dtype) => {
        const x = array(Float64Array.from(values), { dtype });
        const back = io.npy(io.toNpy(x));
        expect(back.dtype).toBe(dtype);
        expect(back.shape).toEqual(x.shape);
        expect([...back.data]).toEqual([...x.data]);
      }),
    );
  });

  it("is the very bytes that NumPy writes", () => {
    const { base64 = "" } = fixtures.cases.find(({ name }) => name === "version 1") ?? {};
    const x = array([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(Buffer.from(io.toNpy(x)).toString("base64")).toBe(base64);
  });

  it("comes back from an archive, and the same arrays give the same bytes", () => {
    const arrays = { x: array([1, 2]), "layer/0": array([[true, false]]) };
    const bytes = io.toNpz(arrays);
    expect(io.npz(bytes)["layer/0"]?.toArray()).toEqual([[true, false]]);
    expect(io.toNpz(arrays)).toEqual(bytes);
  });
});

describe("bytes of strangers", () => {
  const good = io.toNpy([
    [1, 2],
    [3, 4],
  ]);

  it("cut off or changed anywhere are read as an array or refused with a DomainError", () => {
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(good.length - 1), fc.nat(255), (length, at, byte) => {
        const bad = good.slice(0, length);
        if (at < bad.length) bad[at] = byte;
        try {
          const x = io.npy(bad);
          expect(x.data.length).toBe(x.shape.reduce((a, b) => a * b, 1));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("that claim a huge shape are refused before memory is taken", () => {
    const text = Buffer.from(good).toString("latin1").replace("(2, 2), }    ", "(99999, 99999), }");
    const huge = new Uint8Array(Buffer.from(text, "latin1"));
    expect(() => io.npy(huge)).toThrow(/32 bytes are not an array of shape|does not|damaged/);
  });

  it("that are no archive are refused", () => {
    expect(() => io.npz(new Uint8Array(10))).toThrow(/are no \.npz file/);
    expect(() => io.npz(io.toNpz({ x: [1] }).slice(0, 40))).toThrow(DomainError);
  });

  it("that were changed within an entry are refused, stored or compressed", () => {
    for (const archive of [bytesOf(fixtures.npz), io.toNpz({ w: array([0.1, 0.2, 0.3]) })]) {
      const wanted = JSON.stringify(io.npz(archive));
      const directory = Buffer.from(archive).indexOf("PK\u0001\u0002", 0, "latin1");
      const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
      const nameAt = 30;
      const start = nameAt + view.getUint16(26, true) + view.getUint16(28, true);
      const end = start + view.getUint32(directory + 20, true);
      for (let at = start; at < end; at++) {
        const bad = archive.with(at, (archive[at] as number) ^ 4);
        expect(() => io.npz(bad), `byte ${at}`).toThrow(DomainError);
      }
      // Entries' names within the archive are not read: those of its directory are.
      expect(JSON.stringify(io.npz(archive.with(nameAt, 0)))).toBe(wanted);
    }
  });

  it("that unpack to more than deflate can pack are refused", () => {
    const bytes = io.toNpz({ x: [1, 2, 3] });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const directory = bytes.findIndex(
      (_, i) =>
        view.getUint8(i) === 0x50 && i + 4 < bytes.length && view.getUint32(i, true) === 0x02014b50,
    );
    view.setUint32(directory + 24, 0x7fffffff, true);
    expect(() => io.npz(bytes)).toThrow(/claims 2147483647 bytes/);
  });
});

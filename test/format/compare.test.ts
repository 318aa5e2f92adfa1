import { describe, expect, test } from "vitest";
import {
  type CodeCell,
  differences,
  type Notebook,
  type OutputItem,
} from "../../extension/format/index.js";

function notebook(...items: OutputItem[]): Notebook {
  const outputs = items.map((item) => ({ items: [item] }));
  const cell: CodeCell = { id: "a", type: "code", language: "typescript", source: "", outputs };
  return { metadata: {}, cells: [{ id: "p", type: "markdown", source: "prose" }, cell] };
}

const text = (value: string) => notebook({ mime: "text/plain", text: value });
const json = (value: unknown) =>
  notebook({ mime: "application/vnd.ntkbook.chart+json", text: JSON.stringify(value) });

const messages = (stored: Notebook, run: Notebook) =>
  differences(stored, run).map(({ message }) => message);

describe("comparing a run with what is stored", () => {
  test("forgives the last digits, and nothing else", () => {
    const stored = text("accuracy 97.37 of 1e3");
    expect(differences(stored, text("accuracy 97.3700001 of 1e3"))).toEqual([]);
    expect(messages(stored, text("accuracy 97.38 of 1e3"))).toEqual([
      "text/plain: line 1: accuracy 97.37 of 1e3 stored, accuracy 97.38 of 1e3 now",
    ]);
    expect(messages(stored, text("error 97.37 of 1e3"))).toHaveLength(1);
  });

  test("measures each line by its own largest number", () => {
    const stored = text("1000000\n0.001");
    expect(messages(stored, text("1000000\n0.0011"))[0]).toContain("line 2");
    expect(differences(text("0.5 -0"), text("0.5 1e-17"))).toEqual([]);
  });

  test("names the cell as a person counts", () => {
    expect(differences(text("1"), text("2"))[0]).toMatchObject({ cell: 2, id: "a" });
  });

  test("says that an output is missing, and what is there now", () => {
    expect(messages(text("1"), notebook())).toEqual(["1 outputs stored, 0 now"]);
    expect(messages(notebook(), text("42"))).toEqual(["0 outputs stored, 1 now: 42"]);
  });

  test("compares the numbers of figures by lists, and names the place", () => {
    const stored = json({ series: [{ y: [1, 2, 300], name: "a" }] });
    expect(differences(stored, json({ series: [{ y: [1, 2.00001, 300], name: "a" }] }))).toEqual(
      [],
    );
    expect(messages(stored, json({ series: [{ y: [1, 2.1, 300], name: "a" }] }))[0]).toContain(
      "series.0.y[1]: 2 stored, 2.1 now",
    );
    expect(messages(stored, json({ series: [{ y: [1, 2], name: "a" }] }))[0]).toContain(
      "3 numbers stored, 2 numbers now",
    );
    expect(messages(stored, json({ series: [{ y: [1, 2, 300], name: "b" }] }))).toHaveLength(1);
  });

  test("compares encoded matrices as numbers", () => {
    const encode = (...numbers: number[]) =>
      Buffer.from(new Float32Array(numbers).buffer).toString("base64");
    const matrix = (...numbers: number[]) => json({ preview: { float32: encode(...numbers) } });
    expect(differences(matrix(1, 2), matrix(1, 2.0000001))).toEqual([]);
    expect(messages(matrix(1, 2), matrix(1, 3))[0]).toContain(
      "preview.float32[1]: 2 stored, 3 now",
    );
  });

  test("leaves pictures to what is compared beside them, but compares other bytes", () => {
    const bytes = (mime: string, byte: number) => notebook({ mime, bytes: Uint8Array.of(byte) });
    expect(differences(bytes("image/png", 1), bytes("image/png", 2))).toEqual([]);
    expect(messages(bytes("application/x-a", 1), bytes("application/x-a", 2))).toHaveLength(1);
  });

  test("does not depend on how console text was cut into pieces", () => {
    const stdout = (value: string) => ({
      mime: "application/vnd.code.notebook.stdout",
      text: value,
    });
    expect(differences(notebook(stdout("a\nb\n")), notebook(stdout("a\n"), stdout("b\n")))).toEqual(
      [],
    );
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readNotebook } from "../../extension/format/index.js";
import { notebookOf } from "./notebook.js";

const folder = fileURLToPath(new URL("../../examples/", import.meta.url));
const shipped = readdirSync(folder, { recursive: true, encoding: "utf8" });

test.each(shipped.filter((name) => name.endsWith(".ntkbook")))(
  "%s opens without a mark under any of its words",
  (name) => {
    const { cells } = readNotebook(readFileSync(folder + name, "utf8"));
    const sources = cells.flatMap((cell) => (cell.type === "code" ? [cell.source] : []));
    const notebook = notebookOf(...sources);
    expect(sources.flatMap((_, index) => notebook.faults(index))).toEqual([]);
  },
);

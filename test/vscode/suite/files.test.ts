import { equal, rejects } from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import {
  closeNotebooks,
  notebookOf,
  notebookText,
  openNotebook,
  replaceSource,
  runAll,
  textOfFile,
  writeNotebook,
} from "./notebooks.js";
import { REPOSITORY } from "./repository.js";

/** Files that must not be opened, and what the message must say. */
const BROKEN = [
  {
    what: "is not JSON",
    text: '{\n  "ntkbook": 1,\n  "cells": [,]\n}\n',
    message: /[Ll]ine 3, column 13/,
  },
  {
    what: "was cut off while it was written",
    text: notebookText("1 + 1", "2 + 2").slice(0, 200),
    message: /[Ll]ine \d+, column \d+/,
  },
  {
    what: "has a cell without a type",
    text: '{\n  "ntkbook": 1,\n  "metadata": {},\n  "cells": [{ "id": "a" }]\n}\n',
    message: /[Ll]ine 4, column \d+/,
  },
  {
    what: "comes from a later version",
    text: '{\n  "ntkbook": 2,\n  "metadata": {},\n  "cells": []\n}\n',
    message: /version/,
  },
];

/** What other programs, later versions and hands may have put into a file. */
const ODDITIES = {
  ntkbook: 1,
  metadata: { tags: ["a"], none: null },
  cells: [
    { id: "a", type: "markdown", source: ["# π", "", ""], metadata: { level: 1 }, later: [{}] },
    { id: "b", type: "code", language: "typescript", source: [], outputs: [] },
    { id: "c", type: "code", language: "some-language", source: ["\t\ud800 x  "], outputs: [] },
    {
      id: "d",
      type: "code",
      language: "javascript",
      source: ["1", ""],
      metadata: {},
      outputs: [
        { items: [{ mime: "application/vnd.code.notebook.stdout", text: ["a", "b\r", ""] }] },
        { items: [{ mime: "application/vnd.code.notebook.stderr", text: [] }] },
        { items: [{ mime: "application/vnd.code.notebook.error", text: ['{"name":"E"}'] }] },
        {
          items: [
            { mime: "text/html", text: ["<b>", "</b>"], origin: "elsewhere" },
            { mime: "image/svg+xml", text: ["<svg/>"] },
            { mime: "text/markdown", text: ["*"] },
            { mime: "application/octet-stream", base64: "AP8=" },
            { mime: "text/plain", base64: "/w==" },
          ],
          metadata: { width: 3 },
          later: true,
        },
      ],
    },
  ],
  generator: { version: 2 },
};

describe("a notebook file", () => {
  closeNotebooks();

  for (const { what, text, message } of BROKEN)
    it(`that ${what} is refused, and stays as it is`, async () => {
      const path = await writeNotebook(text);
      await rejects(openNotebook(path), message);
      await vscode.workspace.saveAll();
      equal(await textOfFile(path), text);
    });

  it("is saved as the very bytes it was read from", async () => {
    const text = await readFile(join(REPOSITORY, "examples/quickstart.ntkbook"), "utf8");
    const path = await writeNotebook(text);
    const notebook = await openNotebook(path);
    const cell = notebook.cellAt(0);
    const source = cell.document.getText();
    await replaceSource(cell, "changed");
    await notebook.save();
    await replaceSource(cell, source);
    await notebook.save();
    equal(await textOfFile(path), text);
  });

  it("keeps what only others understand", async () => {
    const text = `${JSON.stringify(ODDITIES, null, 2)}\n`;
    const path = await writeNotebook(text);
    const notebook = await openNotebook(path);
    equal(notebook.isDirty, false);
    const cell = notebook.cellAt(1);
    await replaceSource(cell, "typed");
    await notebook.save();
    await replaceSource(cell, "");
    await notebook.save();
    equal(await textOfFile(path), text);
  });

  it("holds the outputs, and running again changes no byte", async () => {
    const notebook = await notebookOf("console.log('a');\nconsole.log('b');", "[1, 2]");
    await runAll(notebook);
    await notebook.save();
    const once = await textOfFile(notebook.uri.fsPath);
    await runAll(notebook);
    await notebook.save();
    equal(await textOfFile(notebook.uri.fsPath), once);
    equal(once.includes('"a"'), true);
  });

  it("can begin untitled and be saved", async () => {
    const code = new vscode.NotebookCellData(
      vscode.NotebookCellKind.Code,
      "6 * 7",
      "ntkbook-typescript",
    );
    const data = new vscode.NotebookData([code]);
    const notebook = await vscode.workspace.openNotebookDocument("ntkbook", data);
    await vscode.window.showNotebookDocument(notebook);
    const [report] = await runAll(notebook);
    equal(report?.outputs[0]?.text, "42");
  });
});

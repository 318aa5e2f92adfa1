import { describe, expect, it } from "vitest";
import { applied, notebookOf } from "./notebook.js";

describe("completion", () => {
  it("offers members of the engine, and of what earlier cells declared", () => {
    const notebook = notebookOf(
      'import { stax } from "ntkbook"; const net = { depth: 1 }',
      "stax.; net.",
    );
    expect(notebook.completions(1, "stax.")).toEqual(
      expect.arrayContaining(["dense", "serial", "erf"]),
    );
    expect(notebook.completions(1, "net.")).toEqual(["depth"]);
  });

  it("offers names of other cells and of the engine, and writes the import", () => {
    const notebook = notebookOf("const standing = 1", "sta");
    const { items } = notebook.ask("complete", ...notebook.at(1, "sta"));
    expect(items.map(({ name }) => name)).toContain("standing");
    const stax = items.filter(({ name }) => name === "stax");
    expect(stax.map(({ from }) => from)).toEqual(["ntkbook"]);
    const [item] = stax;
    const details = item && notebook.ask("completionDetails", ...notebook.at(1, "sta"), item.key);
    expect(applied("sta", details?.edits ?? [])).toBe('import { stax } from "ntkbook";\nsta');
  });

  it("adds to an import that the cell has", () => {
    const text = 'import { stax } from "ntkbook";\nstax; predic';
    const notebook = notebookOf("const other = 1", text);
    const { items } = notebook.ask("complete", ...notebook.at(1, "predic"));
    const item = items.find(({ name }) => name === "predict");
    const details =
      item && notebook.ask("completionDetails", ...notebook.at(1, "predic"), item.key);
    expect(applied(text, details?.edits ?? [])).toContain(
      'import { predict, stax } from "ntkbook";',
    );
  });

  it("finds what lies in a namespace of the engine, and imports that, unless it is known", () => {
    const notebook = notebookOf("gpInf", 'import { predict } from "ntkbook"', "gpInf");
    const imports = (index: number) => {
      const place = notebook.at(index, "gpInf");
      const { items } = notebook.ask("complete", ...place);
      const item = items.find(({ name }) => name === "gpInference");
      expect(item?.insertText).toBe("predict.gpInference");
      expect(item?.from).toBe("ntkbook: predict");
      const details = item && notebook.ask("completionDetails", ...place, item.key);
      expect(details?.signature).toMatch(/^gpInference: /);
      expect(details?.documentation).toMatch(/_Throws_/);
      return applied("gpInf", details?.edits ?? []);
    };
    expect(imports(0)).toBe('import { predict } from "ntkbook";\ngpInf');
    expect(imports(2)).toBe("gpInf");
  });

  it("offers Node's modules once", () => {
    const notebook = notebookOf("randomUU");
    const { items } = notebook.ask("complete", ...notebook.at(0, "randomUU"));
    const found = items.filter(({ name }) => name === "randomUUID");
    expect(found.map(({ from }) => from)).toEqual(["node:crypto"]);
  });

  it("never offers a cell's module", () => {
    const notebook = notebookOf("const above = 1", "xyz", "const xyzBelow = 1");
    const { items } = notebook.ask("complete", ...notebook.at(1, "xyz"));
    expect(items.filter(({ from }) => from?.includes("ntkbook-"))).toEqual([]);
  });
});

describe("hover", () => {
  it("says which errors are thrown, with their names", () => {
    const notebook = notebookOf('import { stax } from "ntkbook";\nstax.serial(stax.relu());');
    const text = notebook.ask("hover", ...notebook.at(0, "stax.ser|ial"))?.text ?? "";
    expect(text).toContain("_Throws_ `DomainError` for what is no layer");
    expect(text).not.toContain("@link");

    const own = notebookOf(
      "/** Goes.\n * @throws {@link Late | an error} in time.\n * @throws what it was given\n */\nfunction go() {}\ngo()",
    );
    const shown = own.ask("hover", ...own.at(0, "g|o()"))?.text ?? "";
    expect(shown).toContain("_Throws_ `an error` in time.\n\n_Throws_ what it was given");
  });

  it("shows type and comment of what another cell declares", () => {
    const notebook = notebookOf("/** How **deep**. */\nconst depth: number = 1", "depth");
    const hover = notebook.ask("hover", ...notebook.at(1, "dep|th"));
    expect(hover?.text).toBe("```typescript\nconst depth: number\n```\n\nHow **deep**.");
    expect(hover?.name).toBe("depth");
  });

  it("shows the engine's documentation with real subscripts and superscripts, and its example as code", () => {
    const notebook = notebookOf('import { stax } from "ntkbook"\nstax.dense(1)');
    const text = notebook.ask("hover", ...notebook.at(0, "stax.den|se"))?.text ?? "";
    expect(text).toContain("σ<sub>w</sub>");
    expect(text).toContain("```ts\nstax.dense(512");
    expect(text).toContain("_Throws_");
    const other = notebookOf(
      'import { predict } from "ntkbook"\npredict.gradientDescentMseEnsemble',
    );
    const flow = other.ask("hover", ...other.at(0, "predict.gra|dient"))?.text ?? "";
    expect(flow).toContain("(I − e<sup>−Kτ</sup>)");
  });
});

describe("signature help", () => {
  it("names the parameters, and which is being written", () => {
    const notebook = notebookOf("const f = (a: number, b: string) => a + b", "f(1, )");
    const help = notebook.ask("signatureHelp", ...notebook.at(1, "f(1, "));
    expect(help?.activeParameter).toBe(1);
    const signature = help?.signatures[0];
    const labels = signature?.parameters.map(({ label }) => signature.label.slice(...label));
    expect(labels).toEqual(["a: number", "b: string"]);
  });
});

describe("definitions", () => {
  it("are found in other cells, also of a variable that is assigned", () => {
    const notebook = notebookOf("let k = 1; const c = 2", "k = c");
    expect(notebook.told(notebook.ask("definitions", ...notebook.at(1, "|k")))).toEqual(["c0: k"]);
    expect(notebook.told(notebook.ask("definitions", ...notebook.at(1, "= |c")))).toEqual([
      "c0: c",
    ]);
  });

  it("are found in the engine's types", () => {
    const notebook = notebookOf('import { stax } from "ntkbook"', "stax.dense(1)");
    const found = notebook.ask("definitions", ...notebook.at(1, "den|se"));
    expect(notebook.told(found)).toEqual(["stax/dense.d.ts"]);
  });
});

describe("references", () => {
  it("are found in every cell that means the same name", () => {
    const notebook = notebookOf("let k = 1", "k + 1", "k = 2", "const k = 5", "k");
    for (const place of [notebook.at(0, "|k"), notebook.at(1, "|k"), notebook.at(2, "|k")])
      expect(notebook.told(notebook.ask("references", ...place)).toSorted()).toEqual([
        "c0: k",
        "c1: k",
        "c2: k",
      ]);
    expect(notebook.told(notebook.ask("references", ...notebook.at(4, "|k")))).toEqual([
      "c3: k",
      "c4: k",
    ]);
  });
});

describe("rename", () => {
  const renamed = (sources: string[], index: number, mark: string, name: string) => {
    const notebook = notebookOf(...sources);
    const edits = notebook.ask("rename", ...notebook.at(index, mark), name);
    return notebook.cells.map(({ cell, text }) => {
      const own = edits.filter(({ target }) => "cell" in target && target.cell === cell);
      return applied(
        text,
        own.flatMap((one) => one.edits),
      );
    });
  };

  it("changes every cell that means the name, whichever it is asked in", () => {
    const sources = ["let k = 1; { let k = 0; k }", "k = 2; ({ k })", "const k = 3"];
    const expected = ["let n = 1; { let k = 0; k }", "n = 2; ({ k: n })", "const k = 3"];
    expect(renamed(sources, 0, "|k", "n")).toEqual(expected);
    expect(renamed(sources, 1, "|k", "n")).toEqual(expected);
  });

  it("changes properties in all cells", () => {
    const sources = ["interface P { q: number }", "const p: P = { q: 1 }", "p.q"];
    expect(renamed(sources, 2, "p.|q", "r")).toEqual([
      "interface P { r: number }",
      "const p: P = { r: 1 }",
      "p.r",
    ]);
  });

  it("gives an import another name in the notebook alone", () => {
    const sources = ['import { stax } from "ntkbook"', "stax.erf()"];
    expect(renamed(sources, 1, "|stax", "s")).toEqual([
      'import { stax as s } from "ntkbook"',
      "s.erf()",
    ]);
  });

  it("refuses what belongs to a library", () => {
    const notebook = notebookOf('import { stax } from "ntkbook"', "stax.erf()");
    expect(notebook.ask("renameTarget", ...notebook.at(1, ".|erf"))).toHaveProperty("refusal");
    expect(notebook.ask("renameTarget", ...notebook.at(1, "|stax"))).toMatchObject({
      name: "stax",
    });
  });
});

describe("the outline", () => {
  it("holds the cell's own symbols", () => {
    const notebook = notebookOf("const a = 1", "class Net { depth = a }\nfunction train() {}");
    const symbols = notebook.ask("documentSymbols", "c1");
    expect(symbols.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      "class Net",
      "function train",
    ]);
    expect(symbols[0]?.children.map(({ name }) => name)).toEqual(["depth"]);
  });
});

describe("semantic colours", () => {
  it("name what each word of the cell is", () => {
    const notebook = notebookOf("class Net {}", "const net = new Net()");
    const tokens = notebook.ask("semanticTokens", "c1");
    expect(tokens).toHaveLength(10);
    // `net` is a declared, readonly variable at column 6; `Net` a class ten further on.
    expect(tokens.slice(0, 4)).toEqual([0, 6, 3, 7]);
    expect(tokens.slice(5, 9)).toEqual([0, 10, 3, 0]);
  });
});

describe("code actions", () => {
  it("import a name that is missing", () => {
    const notebook = notebookOf("const other = 1", "stax.erf()");
    const [fault] = notebook.ask("diagnose", "c1");
    const fixes = fault && notebook.ask("quickFixes", "c1", fault.range, [fault.code]);
    const texts = fixes?.map(({ edits }) => applied("stax.erf()", edits[0]?.edits ?? []));
    expect(texts).toContain('import { stax } from "ntkbook";\nstax.erf()');
  });

  it("sort and join imports", () => {
    const text = 'import { stax } from "ntkbook";\nimport { data } from "ntkbook";\n[stax, data]';
    const notebook = notebookOf("const above = 1", text);
    const [action] = notebook.ask("organizeImports", "c1");
    expect(applied(text, action?.edits[0]?.edits ?? [])).toBe(
      'import { data, stax } from "ntkbook";\n[stax, data]',
    );
  });
});

describe("formatting", () => {
  it("lays out a cell and leaves its neighbours' names alone", () => {
    const text = "if(a){\nb ( 1 )\n}";
    const notebook = notebookOf("const a = true, b = (x: number) => x", text);
    const edits = notebook.ask("format", "c1", null, { tabSize: 2, insertSpaces: true });
    expect(applied(text, edits)).toBe("if (a) {\n  b(1)\n}");
  });

  it("leaves an object at the end without the brackets that it is read in", () => {
    const text = "{a:1,b:2}";
    const notebook = notebookOf(text);
    const edits = notebook.ask("format", "c0", null, { tabSize: 2, insertSpaces: true });
    expect(applied(text, edits)).toBe("{ a: 1, b: 2 }");
  });
});

describe("dependencies", () => {
  it("are what a cell takes from others, and what it sets for them", () => {
    const notebook = notebookOf(
      "let k = 1; const c = 2, o = { c: 1 }",
      "k = c; const d = ({ o }); d.o.c",
    );
    expect(notebook.ask("dependencies", "c1")).toEqual({
      reads: ["k", "c", "o"],
      writes: ["d", "k"],
    });
  });
});

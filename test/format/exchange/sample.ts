import type { CodeCell, Notebook, Output } from "../../../extension/format/index.js";

export const code = (id: string, source: string, ...outputs: Output[]): CodeCell => ({
  id,
  type: "code",
  language: "typescript",
  source,
  outputs,
});

export const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

/** One output of every kind. */
export const SAMPLE: Notebook = {
  metadata: { saveOutputs: "preview" },
  cells: [
    { id: "t1", type: "markdown", source: "# The *kernel*\n\nWith $\\Theta$ and `code`." },
    { id: "t2", type: "markdown", source: "More prose." },
    code("c1", "const x = 1 < 2;\nx", { items: [{ mime: "text/plain", text: "true" }] }),
    code(
      "c2",
      "show()",
      { items: [{ mime: "application/vnd.code.notebook.stdout", text: "a\nb\n" }] },
      { items: [{ mime: "application/vnd.code.notebook.stderr", text: "careful\n" }] },
      {
        items: [
          { mime: "application/vnd.ntkbook.chart+json", text: '{"version":1,"title":"</script>"}' },
          { mime: "image/png", bytes: PNG },
          { mime: "text/plain", text: "A chart" },
        ],
      },
      {
        items: [
          {
            mime: "application/vnd.code.notebook.error",
            text: '{"name":"TypeError","message":"no","stack":"TypeError: no\\n    at Cell 4"}',
          },
        ],
      },
    ),
  ],
};

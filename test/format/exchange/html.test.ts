import { describe, expect, test } from "vitest";
import { exportHtml } from "../../../extension/format/export/html.js";
import type { Cell, Notebook } from "../../../extension/format/index.js";
import { code, SAMPLE } from "./sample.js";

const page = (...cells: Cell[]) => html({ metadata: {}, cells });
const html = (notebook: Notebook) => exportHtml(notebook, { title: "a & b", script: "run()" });

describe("an exported page", () => {
  test("needs nothing from elsewhere and lets only its own script run", async () => {
    const text = await html(SAMPLE);
    expect(text).toContain("default-src 'none'");
    // printf 'run()' | openssl dgst -sha256 -binary | base64
    expect(text).toContain("script-src 'sha256-AvyuiL0SD1mVY3NNxR+V2uo+lhk6RMFrytWmRt6CrJQ='");
    expect(text).not.toMatch(/(src|href)="https?:/);
    expect(text).toContain("<title>The kernel</title>");
    expect(await page()).toContain("<title>a &amp; b</title>");
  });

  test("draws prose with formulas, code with its syntax, and outputs", async () => {
    const text = await html(SAMPLE);
    expect(text).toContain("<h1>The <em>kernel</em></h1>");
    expect(text).toContain("<math ");
    expect(text).toContain('<span class="hljs-keyword">const</span>');
    expect(text).toContain('<pre class="stderr">careful\n</pre>');
    expect(text).toContain('<img src="data:image/png;base64,iVBORw==" alt="A chart">');
    expect(text).toContain("TypeError: no\n    at Cell 4");
  });

  test("escapes every text, so that nothing the notebook holds becomes markup", async () => {
    const evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">';
    const plain = { items: [{ mime: "text/plain", text: evil }] };
    const figure = { items: [{ mime: `application/vnd.ntkbook."><script>`, text: evil }] };
    const error = { items: [{ mime: "application/vnd.code.notebook.error", text: evil }] };
    const other = { items: [{ mime: "a/<script>", bytes: Uint8Array.of(1) }] };
    const text = await page(
      { id: "a", type: "markdown", source: `# ${evil}\n[x](javascript:alert(3))` },
      code("b", evil, plain, figure, error, other),
      { ...code("c", evil), language: evil },
    );
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(text).not.toContain("<img");
    expect(text).not.toContain('href="javascript:');
  });

  test("puts HTML into a sandbox that allows nothing, and SVG into an image", async () => {
    const text = await page(
      code(
        "a",
        "",
        { items: [{ mime: "text/html", text: '<b onclick="x">"</b>' }] },
        { items: [{ mime: "image/svg+xml", text: "<svg onload='x'/>" }] },
      ),
    );
    expect(text).toContain('<iframe sandbox="" title="HTML output" srcdoc="&lt;b onclick=&quot;x');
    expect(text).toContain('<img src="data:image/svg+xml;base64,');
  });

  test("shows console text without the terminal's colours", async () => {
    const output = { items: [{ mime: "text/plain", text: "\u001b[1;31mred\u001b[0m" }] };
    expect(await page(code("a", "", output))).toContain(">red</pre>");
  });
});

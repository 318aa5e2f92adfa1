/** VS Code as people have it: it asks whom to trust, and keeps what is not saved. */
import { access, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../host/root.mjs";
import { findInFrames } from "../../host/workbench.mjs";
import { openVscode, type Opened } from "./open.js";

/** Sets `ran` on every window that it can reach, when anything of it is executed. */
const HOSTILE =
  "<script>window.ran = 1; top.ran = 1</script><img src='none:' onerror='window.ran = 1; top.ran = 1'>" +
  "<svg xmlns='http://www.w3.org/2000/svg' onload='window.ran = 1; top.ran = 1'></svg>";

const ACTIVE = ["text/html", "image/svg+xml", "application/javascript", "text/markdown"];

/** A notebook that writes a file when it is run, and whose stored outputs would act if they could. */
const notebook = (marker: string) => {
  const source = [
    `import { writeFileSync } from "node:fs";`,
    `writeFileSync("${marker}", "ran");`,
    "42",
  ];
  const code = (text: string) =>
    text === "application/javascript" ? "window.ran = 1; top.ran = 1" : HOSTILE;
  const outputs = ACTIVE.map((mime) => ({ items: [{ mime, text: [code(mime)] }] }));
  const cell = { id: "a", type: "code", language: "typescript", source, outputs };
  return JSON.stringify({ ntkbook: 1, metadata: {}, cells: [cell] }, null, 2);
};

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The windows of the page, frames in frames included, in which something was executed. */
async function windowsThatRan({ page }: Opened): Promise<string[]> {
  const ran = page.frames().map(async (frame) => {
    const value = await frame.evaluate("window.ran").catch(() => undefined);
    return value === undefined ? [] : [frame.url()];
  });
  return (await Promise.all(ran)).flat();
}

/** The stored outputs are drawn: the inert renderer says what they are. */
async function seesInertOutputs({ page }: Opened): Promise<void> {
  const { frame } = await findInFrames(page, ".ntkbook .caption");
  await expect
    .poll(() => frame.locator(".ntkbook .caption").allInnerTexts(), { timeout: 30_000 })
    .toEqual(expect.arrayContaining([expect.stringContaining("text/html output, not executed")]));
  // Handlers of images that cannot be loaded run later.
  await page.waitForTimeout(500);
}

describe("in a workspace that is not trusted", () => {
  let opened: Opened;
  beforeAll(async () => {
    await mkdir(join(ROOT, "test-results"), { recursive: true });
    opened = await openVscode({ guarded: true });
  });
  afterAll(() => opened.close());

  it("a notebook is shown, nothing of it is executed, and its cells do not run until it is trusted", async () => {
    const { vscode, page, workspace } = opened;
    await opened.open("untrusted.ntkbook", { text: notebook("marker") });
    await seesInertOutputs(opened);
    expect(await windowsThatRan(opened)).toEqual([]);

    // The editor asks whom to trust; the command waits for the answer.
    const dialog = page.locator(".monaco-dialog-box");
    const refused = vscode.command("ntkbook.runAll");
    await dialog.getByText("run code from this workspace").waitFor();
    await page.screenshot({ path: join(ROOT, "test-results/untrusted.png") });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await refused;
    expect((await vscode.cells())[0]?.success).toBeNull();
    expect(await exists(join(workspace, "marker"))).toBe(false);

    const trusted = vscode.command("ntkbook.runAll");
    await dialog.getByRole("button", { name: /^Trust/ }).click();
    await trusted;
    await expect.poll(() => exists(join(workspace, "marker")), { timeout: 60_000 }).toBe(true);
  });

  it("what was typed and not saved is there when the window is opened again", async () => {
    const { page, workspace } = opened;
    const text = notebook("other");
    await opened.open("typed.ntkbook", { text });
    await page.locator(".notebookOverlay .code-cell-row .monaco-editor").last().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\n'typed and not saved'");
    // VS Code writes its copy a while after the last key.
    await page.waitForTimeout(5000);
    page.on("dialog", (dialog) => void dialog.accept());
    const address = new URL(page.url());
    address.searchParams.delete("payload");
    await page.goto(address.href);
    await page.locator(".notebookOverlay").getByText("typed and not saved").first().waitFor();
    expect(await readFile(join(workspace, "typed.ntkbook"), "utf8")).toBe(text);
  });
});

describe("in a trusted workspace", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode();
  });
  afterAll(() => opened.close());

  it("stored HTML, SVG, Markdown and scripts are shown, and not executed", async () => {
    await opened.open("hostile.ntkbook", { text: notebook("marker") });
    await seesInertOutputs(opened);
    expect(await windowsThatRan(opened)).toEqual([]);
  });
});

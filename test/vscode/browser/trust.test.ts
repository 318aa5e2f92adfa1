/** VS Code as people have it: it asks whom to trust. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
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
    opened = await openVscode({ guarded: true });
    return () => opened.close();
  });

  it("a notebook is shown, nothing of it is executed, and its cells do not run", async () => {
    const { vscode, page, workspace } = opened;
    await opened.open("untrusted.ntkbook", { text: notebook("marker") });
    await seesInertOutputs(opened);
    expect(await windowsThatRan(opened)).toEqual([]);

    const status = page.locator("[id*='ntkbook.kernel'] a");
    expect(await status.getAttribute("aria-label")).toContain("Restricted Mode");

    // The editor asks whom to trust, and nobody answers: the command stays without an end.
    void vscode.command("ntkbook.runAll").catch(() => undefined);
    await page.waitForTimeout(3000);
    expect((await vscode.cells())[0]?.success).toBeNull();
    expect(await exists(join(workspace, "marker"))).toBe(false);
  });
});

describe("in a workspace that becomes trusted", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode({ guarded: true });
    return () => opened.close();
  });

  it("cells run from then on, without a new window", async () => {
    const { vscode, page, workspace } = opened;
    await opened.open("trusted.ntkbook", { text: notebook("marker") });
    await vscode.command("workbench.trust.manage");
    await page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ }).click();
    await vscode.openNotebook(join(workspace, "trusted.ntkbook"));
    await vscode.command("ntkbook.runAll");
    const [cell] = await vscode.finished();
    expect(cell?.success).toBe(true);
    expect(await exists(join(workspace, "marker"))).toBe(true);
  });
});

describe("in a trusted workspace", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode();
    return () => opened.close();
  });

  it("stored HTML, SVG, Markdown and scripts are shown, and not executed", async () => {
    await opened.open("hostile.ntkbook", { text: notebook("marker") });
    await seesInertOutputs(opened);
    expect(await windowsThatRan(opened)).toEqual([]);
  });
});

/** What commands say when they have nothing to do. */
import { beforeAll, describe, expect, it } from "vitest";
import { openVscode, type Opened } from "./open.js";

const MARKDOWN = { id: "c", type: "markdown", source: ["# The end"] };
const code = (id: string, source: string) => ({
  ...{ id, type: "code", language: "typescript", source: [source] },
  outputs: [],
});
const TEXT = JSON.stringify({
  ntkbook: 1,
  metadata: {},
  cells: [code("a", "1"), code("b", "2"), MARKDOWN],
});

/** Calls the command and sees its message and its buttons; then they are cleared away. */
async function expectSaid(
  { page, vscode }: Opened,
  command: string,
  ...said: readonly string[]
): Promise<void> {
  const done = vscode.command(command);
  const list = page.locator(".notifications-center");
  const shown = async () => {
    // The list stays closed while there is nothing in it, and the message may come later.
    await vscode.command("notifications.showList");
    return [
      ...(await list.locator(".notification-list-item-message").allInnerTexts()),
      ...(await list.locator(".monaco-button").allInnerTexts()),
    ];
  };
  await expect.poll(shown, { timeout: 20_000 }).toEqual(expect.arrayContaining([...said]));
  await vscode.command("notifications.clearAll");
  await done;
}

describe("a command", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openVscode();
    return () => opened.close();
  });

  it("with no notebook open offers one; with no cell to run says which are missing", async () => {
    const { vscode } = opened;
    const offer = ["No NTKbook notebook is open.", "New Notebook"];
    await expectSaid(opened, "ntkbook.runAbove", ...offer);
    await expectSaid(opened, "ntkbook.sortVariables", ...offer);

    await opened.open("edges.ntkbook", { text: TEXT });
    await vscode.command("ntkbook.runAll");
    await vscode.finished();
    const none = "There is no code cell above.";
    await expectSaid(opened, "ntkbook.runAbove", none);
    await expectSaid(opened, "ntkbook.restartAndRunAbove", `The kernel was restarted. ${none}`);
    await vscode.command("notebook.focusBottom");
    await expectSaid(opened, "ntkbook.runBelow", "There is no code cell here or below.");
    await expectSaid(opened, "ntkbook.runSelection", "No code cell is selected.");
  });
});

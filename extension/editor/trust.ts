import { commands, window, workspace } from "vscode";

const REFUSAL = "Cells do not run in Restricted Mode.";
const REASON =
  "This workspace is not trusted: its notebooks can be read, edited and exported, and nothing in them is executed. " +
  "Look at what the cells do; if you trust who wrote them, trust the workspace.";
const MANAGE = "Manage Workspace Trust";

/** The editor's page where a workspace is trusted. */
export const MANAGE_TRUST = "workbench.trust.manage";

/** Whether cells may run; when not, says why, and how to change it. */
export function mayRun(): boolean {
  if (workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

/** A dialog, as the editor's own when a cell is run: the person waits for something to happen. */
async function offerTrust(): Promise<void> {
  const choice = await window.showWarningMessage(REFUSAL, { modal: true, detail: REASON }, MANAGE);
  if (choice === MANAGE) await commands.executeCommand(MANAGE_TRUST);
}

import { commands, window, workspace } from "vscode";

const UNTRUSTED =
  "Cells run only in a trusted workspace. Look at what the notebook contains, then trust the workspace to run it.";
const MANAGE = "Manage Workspace Trust";

/** Whether cells may run; when not, says why, and how to change it. */
export function mayRun(): boolean {
  if (workspace.isTrusted) return true;
  void offerTrust();
  return false;
}

async function offerTrust(): Promise<void> {
  const choice = await window.showErrorMessage(UNTRUSTED, MANAGE);
  if (choice === MANAGE) await commands.executeCommand("workbench.trust.manage");
}

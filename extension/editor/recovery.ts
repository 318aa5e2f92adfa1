import { commands, window } from "vscode";
import type { Loss } from "./kernel.js";

const RERUN = "Restart and Run All Above";

/** Says what was lost, and offers to compute it again up to the cell that was running. */
export function offerRecovery({ reason, cell }: Loss): void {
  const choices = cell === null || cell.index <= 0 ? [] : [RERUN];
  window.showWarningMessage(reason, ...choices).then((choice) => {
    if (choice === RERUN && cell !== null && cell.index > 0)
      void commands.executeCommand("ntkbook.restartAndRunAbove", cell.notebook.uri, cell.index);
  }, undefined);
}

import {
  type CancellationToken,
  type NotebookDocument,
  type Progress,
  ProgressLocation,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { runnable } from "../../batch/run-notebook.js";
import { type Verification, verificationCounts, verifyNotebook } from "../../batch/verify.js";
import type { Notebook } from "../../format/index.js";
import type { Installation } from "../installation.js";
import { notebookOfDocument } from "../notebook-data.js";
import { folderOf, nodePath } from "../notebook-session.js";
import { offerNewNotebook, type TargetArgument, targetNotebook } from "../target.js";
import { mayRun } from "../trust.js";

/**
 * Runs the notebook again, in a session of its own, and compares with what it shows now. The notebook
 * and its variables stay as they are.
 */
export const verify =
  (installation: Installation) =>
  async (target?: TargetArgument): Promise<Verification | undefined> => {
    const notebook = targetNotebook(target);
    if (notebook === undefined) {
      await offerNewNotebook();
      return undefined;
    }
    if (!mayRun()) return undefined;
    const options = {
      location: ProgressLocation.Notification,
      title: "Verifying notebook",
      cancellable: true,
    };
    const verification = await window.withProgress(options, (progress, token) =>
      runAgain(notebook, { installation, progress, token }),
    );
    if (verification !== null) void tell(notebook, verification);
    return verification ?? undefined;
  };

interface Run {
  readonly installation: Installation;
  readonly progress: Progress<{ message?: string; increment?: number }>;
  readonly token: CancellationToken;
}

/** Null when the person stopped it. */
async function runAgain(
  document: NotebookDocument,
  { installation, progress, token }: Run,
): Promise<Verification | null> {
  const notebook = notebookOfDocument(document);
  const stop = new AbortController();
  token.onCancellationRequested(() => stop.abort());
  const increment = 100 / Math.max(1, runnable(notebook).length);
  const verification = await verifyNotebook(notebook, {
    home: installation.sessionHome,
    folder: folderOf(document),
    nodePath: nodePath(),
    signal: stop.signal,
    onCell: ({ number }) => progress.report({ message: `cell ${number}`, increment }),
  });
  return stop.signal.aborted ? null : verification;
}

async function tell(document: NotebookDocument, verification: Verification): Promise<void> {
  const { holds } = verification;
  const counts = verificationCounts(verification);
  const message = holds
    ? `The notebook holds: ${counts}.`
    : `The notebook does not hold: ${counts}.`;
  const show = "Show Report";
  const choice = await (holds
    ? window.showInformationMessage(message, show)
    : window.showWarningMessage(message, show));
  if (choice !== show) return;
  const content = report(notebookOfDocument(document), { message, verification });
  const text = await workspace.openTextDocument({ language: "markdown", content });
  await window.showTextDocument(text, { viewColumn: ViewColumn.Beside, preview: true });
}

interface Told {
  readonly message: string;
  readonly verification: Verification;
}

function report({ cells }: Notebook, { message, verification }: Told): string {
  const parts = verification.differences.map(({ cell, message: difference }) => {
    const first = cells[cell - 1]?.source.trim().split("\n")[0] ?? "";
    return `## Cell ${cell}\n\n    ${first}\n\n${difference}\n`;
  });
  return [`# Verification\n\n${message}\n`, ...parts].join("\n");
}

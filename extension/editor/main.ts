/** The extension's entry: what it registers, and what it lets tests and other extensions ask. */
import { type ExtensionContext, type Uri, workspace } from "vscode";
import type { SessionInfo, VariableInfo } from "../session/protocol.js";
import { watchCellIds } from "./cell-ids.js";
import { registerCellStatus } from "./cell-status.js";
import { registerCommands } from "./commands/index.js";
import { registerController } from "./controller.js";
import { registerLanguage } from "./language-features/index.js";
import { registerFileFaults } from "./file-faults.js";
import { watchLastNotebook } from "./last-notebook.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";
import { notebookSessions } from "./notebook-session.js";
import { registerRendererChannel } from "./renderer-channel.js";
import { registerShapeHints } from "./shape-hints.js";
import { serializer } from "./serializer.js";
import { registerStatus } from "./status.js";
import { targetNotebook } from "./target.js";

/** What `extensions.getExtension("ntkbook.ntkbook").activate()` gives. */
export interface NtkbookApi {
  /** What a notebook's kernel runs on; null while it has none. */
  sessionInfo(notebook: Uri): SessionInfo | null;
  /** What a notebook's names hold since its last run. */
  variables(notebook: Uri): readonly VariableInfo[];
}

export function activate(context: ExtensionContext): NtkbookApi {
  const { version } = context.extension.packageJSON as { version: string };
  const sessionHome = context.asAbsolutePath("dist/session");
  const kernels = registerController(notebookSessions(sessionHome), context.subscriptions);
  context.subscriptions.push(
    workspace.registerNotebookSerializer(NOTEBOOK_TYPE, serializer),
    watchCellIds(),
    watchLastNotebook(),
    registerFileFaults(),
    registerStatus(kernels),
    registerCellStatus(kernels),
    registerShapeHints(kernels),
    registerCommands(kernels, { version, sessionHome, home: context.extensionUri }),
    registerRendererChannel(kernels, context),
    registerLanguage(kernels, context.asAbsolutePath("dist")),
  );
  const kernelOf = (uri: Uri) => {
    const notebook = targetNotebook(uri);
    return notebook && kernels.get(notebook);
  };
  return {
    sessionInfo: (uri) => kernelOf(uri)?.facts.info ?? null,
    variables: (uri) => kernelOf(uri)?.facts.variables ?? [],
  };
}

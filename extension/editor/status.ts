import { Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, window } from "vscode";
import type { SessionInfo } from "../session/protocol.js";
import type { Kernels } from "./kernels.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

/** The status bar says what the active notebook's kernel runs on. */
export function registerStatus(kernels: Kernels): Disposable {
  const item = window.createStatusBarItem("ntkbook.kernel", StatusBarAlignment.Right, 100);
  item.name = "NTKbook Kernel";
  item.command = "ntkbook.reportEnvironment";
  const update = () => showStatus(item, kernels);
  update();
  return Disposable.from(
    item,
    kernels.onDidChange(update),
    window.onDidChangeActiveNotebookEditor(update),
  );
}

function showStatus(item: StatusBarItem, kernels: Kernels): void {
  const notebook = window.activeNotebookEditor?.notebook;
  if (notebook?.notebookType !== NOTEBOOK_TYPE) return item.hide();
  const info = kernels.get(notebook)?.info ?? null;
  item.text = info === null ? "$(circuit-board) NTKbook" : `$(circuit-board) ${summary(info)}`;
  item.tooltip =
    info === null ? "The kernel starts with the first cell that is run." : details(info);
  item.show();
}

/** `relaxed SIMD · 2 threads` */
const summary = ({ simd, threads }: SessionInfo): string =>
  `${simd} SIMD · ${threads} ${threads === 1 ? "thread" : "threads"}`;

const details = (info: SessionInfo) =>
  new MarkdownString(
    `**NTKbook ${info.version}**  \n${summary(info)}  \nNode.js ${info.node}  \n_Select for a full report._`,
  );

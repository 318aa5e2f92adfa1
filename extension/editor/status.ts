import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  window,
  workspace,
} from "vscode";
import type { SessionInfo } from "../session/protocol.js";
import type { Kernels } from "./kernels.js";
import { lastNotebook, onDidChangeLastNotebook } from "./last-notebook.js";
import { MANAGE_TRUST } from "./trust.js";

/** The status bar says what the kernel of the notebook that was active last runs on. */
export function registerStatus(kernels: Kernels): Disposable {
  const item = window.createStatusBarItem("ntkbook.kernel", StatusBarAlignment.Right, 100);
  item.name = "NTKbook Kernel";
  const update = () => showStatus(item, kernels);
  update();
  return Disposable.from(item, kernels.onDidChange(update), onDidChangeLastNotebook(update));
}

function showStatus(item: StatusBarItem, kernels: Kernels): void {
  const notebook = lastNotebook();
  if (notebook === undefined) return item.hide();
  const kernel = kernels.get(notebook);
  const info = kernel?.facts.info ?? null;
  const busy = kernel?.running ? "$(loading~spin)" : "$(circuit-board)";
  const memory = memoryText(kernel?.facts.memory ?? null);
  item.text = `${busy} ${info === null ? "NTKbook" : [summary(info), ...memory].join(" · ")}`;
  item.tooltip = info === null ? whyNone() : details(info, memory);
  item.command = workspace.isTrusted ? "ntkbook.reportEnvironment" : MANAGE_TRUST;
  item.show();
}

const whyNone = () =>
  workspace.isTrusted
    ? "The kernel starts with the first cell that is run."
    : "Cells do not run in Restricted Mode. Select to trust the workspace.";

/** `relaxed SIMD · 2 threads` */
const summary = ({ simd, threads }: SessionInfo): string =>
  `${simd} SIMD · ${threads} ${threads === 1 ? "thread" : "threads"}`;

/** `312 MB`; nothing while it is not known. */
const memoryText = (bytes: number | null): string[] =>
  bytes === null ? [] : [`${Math.round(bytes / 1e6)} MB`];

const details = (info: SessionInfo, memory: readonly string[]) =>
  new MarkdownString(
    [
      `**NTKbook ${info.version}**`,
      summary(info),
      ...memory.map((text) => `${text} of memory`),
      `Node.js ${info.node}`,
      "_Select for a full report._",
    ].join("  \n"),
  );

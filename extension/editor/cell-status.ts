import {
  Disposable,
  EventEmitter,
  type NotebookCell,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  notebooks,
} from "vscode";
import type { Kernels } from "./kernels.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

/** Below a running cell, how far the engine is: of one piece of work, which need not be the last. */
export function registerCellStatus(kernels: Kernels): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    kernels.onDidChange(() => changed.fire()),
    notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, {
      onDidChangeCellStatusBarItems: changed.event,
      provideCellStatusBarItems: (cell) => progressItem(cell, kernels),
    }),
  );
}

function progressItem(cell: NotebookCell, kernels: Kernels): NotebookCellStatusBarItem[] {
  const running = kernels.get(cell.notebook)?.running;
  if (running?.cell !== cell || running.progress === null) return [];
  const percent = Math.round(100 * running.progress);
  const { Left } = NotebookCellStatusBarAlignment;
  const item = new NotebookCellStatusBarItem(`${bar(running.progress)} ${percent} %`, Left);
  item.tooltip = "How far the engine is with its present piece of work";
  item.accessibilityInformation = { label: `${percent} percent done`, role: "status" };
  return [item];
}

const WIDTH = 10;

/** `▰▰▰▱▱▱▱▱▱▱` */
function bar(done: number): string {
  const full = Math.round(WIDTH * done);
  return "▰".repeat(full) + "▱".repeat(WIDTH - full);
}

import {
  Disposable,
  EventEmitter,
  type NotebookCell,
  NotebookCellStatusBarAlignment,
  NotebookCellStatusBarItem,
  notebooks,
} from "vscode";
import { cellId } from "./cell-ids.js";
import type { Kernels } from "./kernels.js";
import { NOTEBOOK_TYPE } from "./notebook-data.js";

/** Below cells: how far the engine is, where an error came from, and whether what they read has changed since. */
export function registerCellStatus(kernels: Kernels): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    kernels.onDidChange(() => changed.fire()),
    notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, {
      onDidChangeCellStatusBarItems: changed.event,
      provideCellStatusBarItems: (cell) => [
        ...progressItem(cell, kernels),
        ...failureItem(cell, kernels),
        ...staleItem(cell, kernels),
      ],
    }),
  );
}

/** At most so many names are written out. */
const NAMED = 3;

function staleItem(cell: NotebookCell, kernels: Kernels): NotebookCellStatusBarItem[] {
  const kernel = kernels.get(cell.notebook);
  const names =
    kernel?.running?.cell === cell ? [] : (kernel?.facts.changedSince(cellId(cell)) ?? []);
  if (names.length === 0) return [];
  const some = names.slice(0, NAMED).join(", ") + (names.length > NAMED ? ", …" : "");
  const have = names.length === 1 ? "has" : "have";
  const { Left } = NotebookCellStatusBarAlignment;
  const item = new NotebookCellStatusBarItem(`$(history) ${some} ${have} changed`, Left);
  item.tooltip = `${names.join(", ")} ${have} changed since this cell ran. Run it again to see its results now.`;
  item.accessibilityInformation = { label: item.tooltip, role: "status" };
  return [item];
}

function failureItem(cell: NotebookCell, kernels: Kernels): NotebookCellStatusBarItem[] {
  const place = kernels.get(cell.notebook)?.failures.placeOf(cell);
  if (!place) return [];
  const { Left } = NotebookCellStatusBarAlignment;
  const item = new NotebookCellStatusBarItem(`$(arrow-right) Line ${place.line}`, Left);
  item.tooltip = "Go to where the error came from";
  item.command = { command: "ntkbook.goToError", title: item.tooltip, arguments: [cell] };
  return [item];
}

/** Of one piece of work, which need not be the last. */
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

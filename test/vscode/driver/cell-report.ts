import * as vscode from "vscode";

/** What the test runner wants to know of a cell; plain data that travels as JSON. */
export interface CellReport {
  readonly kind: "code" | "markdown";
  readonly source: string;
  /** Null until the cell has run to its end. */
  readonly success: boolean | null;
  readonly outputs: readonly OutputReport[];
}

export interface OutputReport {
  readonly mimes: readonly string[];
  /** The most readable representation: plain text, console text or an error; empty when none. */
  readonly text: string;
}

const READABLE = [
  "text/plain",
  "application/vnd.code.notebook.stdout",
  "application/vnd.code.notebook.stderr",
  "application/vnd.code.notebook.error",
];

const decoder = new TextDecoder();

function outputReport({ items }: vscode.NotebookCellOutput): OutputReport {
  const readable = items.find(({ mime }) => READABLE.includes(mime));
  return {
    mimes: items.map(({ mime }) => mime),
    text: readable === undefined ? "" : decoder.decode(readable.data),
  };
}

/** A cell as the notebook document has it now. */
export function cellReport(cell: vscode.NotebookCell): CellReport {
  return {
    kind: cell.kind === vscode.NotebookCellKind.Code ? "code" : "markdown",
    source: cell.document.getText(),
    success: cell.executionSummary?.success ?? null,
    outputs: cell.outputs.map(outputReport),
  };
}

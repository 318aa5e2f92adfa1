import {
  type Difference,
  differences,
  type Notebook,
  savedOutputs,
  TOLERANCE,
  type Tolerance,
} from "../format/index.js";
import { type NotebookOptions, type NotebookReport, runNotebook } from "./run-notebook.js";

export interface Verification {
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly differences: readonly Difference[];
  /** Whether every cell ran and gave what is stored. */
  readonly holds: boolean;
}

/**
 * Runs a notebook again and compares with what it stores. A notebook that is saved without outputs holds
 * when its cells run.
 */
export async function verifyNotebook(
  notebook: Notebook,
  options: NotebookOptions & { readonly tolerance?: Tolerance },
): Promise<Verification> {
  const { notebook: run, ...counts } = await runNotebook(notebook, options);
  const compared = savedOutputs(notebook.metadata) !== "none";
  const found = compared ? differences(notebook, run, options.tolerance ?? TOLERANCE) : [];
  return { ...counts, differences: found, holds: hasHeld(counts, found) };
}

const hasHeld = (
  { failed, skipped }: Pick<NotebookReport, "failed" | "skipped">,
  found: readonly Difference[],
) => failed === 0 && skipped === 0 && found.length === 0;

/** `3 of 4 cells ran, 2 differences` */
export function verificationCounts({ differences, ...counts }: Verification): string {
  const cells = counts.succeeded + counts.failed + counts.skipped;
  const ran = `${counts.succeeded} of ${cells} cells ran`;
  if (differences.length === 0) return ran;
  return `${ran}, ${differences.length} ${differences.length === 1 ? "difference" : "differences"}`;
}

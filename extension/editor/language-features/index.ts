/** The language features of cells: thin between the editor and the language worker. */
import { join } from "node:path";
import { Disposable, type NotebookCell } from "vscode";
import { LanguageClient } from "../../language/client.js";
import type { Kernels } from "../kernels.js";
import { registerCompletion } from "./completion.js";
import { registerDiagnostics } from "./diagnostics.js";
import { registerEditing } from "./editing.js";
import { registerNavigation } from "./navigation.js";
import { EditorLanguage } from "./notebook-language.js";
import { registerReading } from "./reading.js";

/** The worker starts when a notebook is first looked at. */
export function registerLanguage(kernels: Kernels, dist: string): Disposable {
  const client = new LanguageClient(join(dist, "language/worker.js"), {
    lib: join(dist, "language/lib"),
    engine: join(dist, "types/engine/index.d.ts"),
    types: join(dist, "language/types"),
  });
  const service = new EditorLanguage(client, (cell) => hasRun(kernels, cell));
  return Disposable.from(
    service,
    registerCompletion(service),
    registerDiagnostics(service),
    registerEditing(service),
    registerNavigation(service),
    registerReading(service),
  );
}

/** In the present session, as far as its marks in the editor tell. */
const hasRun = (kernels: Kernels, { notebook, executionSummary }: NotebookCell): boolean =>
  kernels.get(notebook)?.facts.info != null && executionSummary?.executionOrder !== undefined;

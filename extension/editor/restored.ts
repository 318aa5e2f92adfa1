import { Disposable, type NotebookDocument, workspace } from "vscode";

/** Longer than the editor takes for it. */
const LIMIT_MS = 2000;

/**
 * The editor opens a renamed file and then puts back what had not been saved, also over what was written there
 * meanwhile. Resolves when it has; after a while in any case, as it may find that nothing differs.
 */
export function whenRestored(notebook: NotebookDocument): Promise<void> {
  if (notebook.isDirty) return Promise.resolve();
  return new Promise((resolve) => {
    const restored = () => {
      waiting.dispose();
      resolve();
    };
    const timer = setTimeout(restored, LIMIT_MS);
    const waiting = Disposable.from(
      new Disposable(() => clearTimeout(timer)),
      workspace.onDidChangeNotebookDocument((event) => {
        if (event.notebook === notebook) restored();
      }),
    );
  });
}

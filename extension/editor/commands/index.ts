import { commands, Disposable } from "vscode";
import { environment, showEnvironment } from "../environment.js";
import type { Installation } from "../installation.js";
import type { Kernels } from "../kernels.js";
import { targetNotebook } from "../target.js";
import { exportNotebook } from "./export.js";
import { goToError } from "./go-to-error.js";
import { importNotebook } from "./import.js";
import { newFromTemplate, newNotebook, openExample } from "./new-notebook.js";
import { runCommands } from "./run.js";
import { saveOutputs } from "./save-outputs.js";
import { insertSnippet } from "./snippet.js";
import { verify } from "./verify.js";

/** Every command of the palette; those about a notebook take its address, or mean the active one. */
export function registerCommands(kernels: Kernels, installation: Installation): Disposable {
  const table = {
    newNotebook,
    newFromTemplate: newFromTemplate(installation),
    openExample: openExample(installation),
    ...runCommands(kernels),
    export: exportNotebook(installation),
    import: importNotebook,
    goToError: goToError(kernels),
    verify: verify(installation),
    saveOutputs,
    insertSnippet: insertSnippet(installation),
    reportEnvironment: async () => {
      const notebook = targetNotebook();
      const running = notebook && kernels.get(notebook)?.facts.info;
      const report = await environment(installation, running ?? null);
      await showEnvironment(report);
      return report;
    },
  };
  return Disposable.from(
    ...Object.entries(table).map(([name, run]) => commands.registerCommand(`ntkbook.${name}`, run)),
  );
}

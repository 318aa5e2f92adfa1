import { commands, Disposable } from "vscode";
import type { OutputPanels } from "../output-panel.js";
import { compareKernels } from "./compare-kernels.js";
import { openOutput } from "./open-output.js";

/** Commands that show figures in tabs. */
export const registerFigureCommands = (panels: OutputPanels): Disposable =>
  Disposable.from(
    commands.registerCommand("ntkbook.openOutput", openOutput(panels)),
    commands.registerCommand("ntkbook.compareKernels", compareKernels(panels)),
  );

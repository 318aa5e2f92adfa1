import { ConfigurationTarget, Uri, window, workspace } from "vscode";
import type { Kernel } from "../kernel.js";
import type { Kernels } from "../kernels.js";
import { type TargetArgument, targetNotebook } from "../target.js";

type Command = (target?: TargetArgument, index?: number) => Promise<void>;

/** Asks before variables are lost. Programs, which give the notebook's address, are not asked. */
export const confirmed =
  (kernels: Kernels, restart: Command): Command =>
  async (target, index) => {
    const notebook = targetNotebook(target);
    const kernel = notebook && kernels.get(notebook);
    if (target instanceof Uri || kernel === undefined || (await mayRestart(kernel)))
      await restart(target, index);
  };

const SETTING = "askBeforeRestart";
const RESTART = "Restart";
const ALWAYS = "Restart, Don't Ask Again";

async function mayRestart(kernel: Kernel): Promise<boolean> {
  const settings = workspace.getConfiguration("ntkbook");
  const detail = whatIsLost(kernel);
  if (detail === null || !settings.get<boolean>(SETTING, true)) return true;
  const options = { modal: true, detail };
  const choice = await window.showWarningMessage("Restart the kernel?", options, RESTART, ALWAYS);
  if (choice === ALWAYS) await settings.update(SETTING, false, ConfigurationTarget.Global);
  return choice !== undefined;
}

function whatIsLost({ facts: { variables }, running }: Kernel): string | null {
  if (running !== null)
    return "A cell is running. It will be stopped, and all variables will be lost.";
  if (variables.length === 0) return null;
  if (variables.length === 1) return "Its variable will be lost.";
  return `Its ${variables.length} variables will be lost.`;
}

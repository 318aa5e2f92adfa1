import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { ControlSettings } from "./messages.js";

export interface ProcessSettings extends ControlSettings {
  /** The folder with control.js: dist/session. */
  readonly home: string;
  /** The Node (or Electron) to run it with. */
  readonly executable: string;
}

/** Starts the session process in the notebook's folder. */
export function startProcess({ home, executable, ...settings }: ProcessSettings): ChildProcess {
  return fork(join(home, "control.js"), [JSON.stringify(settings)], {
    cwd: settings.folder,
    execPath: executable,
    execArgv: ["--disable-warning=ExperimentalWarning"],
    env: cleanEnvironment(process.env),
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

/** What was meant for the editor's own process must not reach the user's code. */
function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => name !== "NODE_OPTIONS" && !name.startsWith("VSCODE_"),
  );
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: "1" };
}

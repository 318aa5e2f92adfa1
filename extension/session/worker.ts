/** The worker thread: runs the user's code, beside an engine of its own. */
import { parentPort, workerData } from "node:worker_threads";
import type * as EngineHost from "../../engine/host.js";
import type { WorkerRequest, WorkerSettings } from "./messages.js";
import { registerRules } from "./modules/register.js";
import { typescript } from "./transform/typescript.js";
import { captureStreams } from "./worker/capture.js";
import { emitDisplay } from "./worker/displays.js";
import { send } from "./worker/emit.js";
import { engineInfo, engineUrl } from "./worker/engine.js";
import { letGo } from "./worker/kept.js";
import { Notebook } from "./worker/notebook.js";
import { emitProgress } from "./worker/progress.js";
import { printPromisesPlainly } from "./worker/plain-promises.js";
import { refuseExit } from "./worker/refuse-exit.js";

const { folder, flag } = workerData as WorkerSettings;

/** Deep enough for an error inside the engine to show the cell that called it. */
Error.stackTraceLimit = 50;
refuseExit();
captureStreams();
printPromisesPlainly();

const host = (await import(engineUrl("host.js"))) as typeof EngineHost;
host.setDisplaySink(emitDisplay);
host.setProgressSink(emitProgress);
registerRules({ folder, engine: engineUrl("index.js") });
const info = await engineInfo();
// Not before: what a cell is stopped for must not keep the engine from being loaded.
host.setInterruptFlag(flag);

const notebook = new Notebook({ folder, flag, host });
process.on("uncaughtException", (error) => notebook.reportBackground(error));
process.on("unhandledRejection", (reason) => notebook.reportBackground(reason));

parentPort?.on("message", (request: WorkerRequest) => void answer(request));
send({ type: "ready", info });
typescript();

async function answer(request: WorkerRequest): Promise<void> {
  if (request.type === "released") return letGo(request.hold);
  if (request.type === "interrupt") return notebook.interrupt(request.run);
  const { run } = request.run;
  send({ type: "done", run, result: await notebook.run(request.run) });
}

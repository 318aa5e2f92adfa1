import type { Display } from "../../../engine/host.js";
import { bundleOutput } from "./bundle.js";
import { currentRun } from "./cell-run.js";
import { send } from "./emit.js";
import { keep } from "./kept.js";

/** The cell that first showed a handle; updates from elsewhere go to the same place. */
const homes = new Map<string, string>();

/** What `show` and live charts emit, in the cell that caused it. */
export function emitDisplay({ id, bundle, values = [], passing = false }: Display): void {
  const run = currentRun();
  if (run === null) return;
  const cell = (id === null ? undefined : homes.get(id)) ?? run.request.cell;
  if (id !== null && passing) return sendLive(cell, id, bundle);
  if (id !== null) homes.set(id, cell);
  if (id !== null) send({ type: "replaced", cell, handle: id });
  for (const value of values) keep(value, { cell, handle: id });
  send({ type: "display", cell, handle: id, output: bundleOutput(bundle) });
}

function sendLive(cell: string, handle: string, bundle: Display["bundle"]): void {
  const [item] = bundleOutput(bundle).items;
  if (item === undefined || !("text" in item)) return;
  send({ type: "live", cell, handle, mime: item.mime, payload: item.text });
}

/**
 * The control thread of the session process: it never runs the user's code, so it always answers. The
 * process ends with the channel to its owner, whatever the worker is doing.
 */
import type { StoreQuestion } from "../../engine/display/store-messages.js";
import { Outbox } from "./control/outbox.js";
import { watchMemory } from "./control/memory-watch.js";
import { WorkerHost } from "./control/worker-host.js";
import type { ControlRequest, ControlSettings } from "./messages.js";

const settings = JSON.parse(process.argv[2] ?? "{}") as ControlSettings;
const outbox = new Outbox((messages) => void process.send?.(messages));
const host = new WorkerHost(settings, (message) => outbox.post(message));

// Not process.exit(): it waits for the worker, which may be anywhere.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
// Ctrl-C in a terminal reaches the whole group; what it means is the owner's to say.
process.on("SIGINT", () => undefined);
process.on("message", (request: ControlRequest) => {
  switch (request.type) {
    case "run":
      return host.run(request.run);
    case "interrupt":
      return host.interrupt();
    case "release":
      return host.store.release(request.cell);
    case "ask":
      return void answer(request.id, request.question);
  }
});

async function answer(id: number, question: StoreQuestion): Promise<void> {
  outbox.post({ type: "answer", id, answer: await host.store.ask(question) });
}

watchMemory(settings.memoryMegabytes, {
  used: (memory) => outbox.post({ type: "usage", memory }),
  exceeded: (reason) => {
    host.stop();
    outbox.post({ type: "exhausted", reason });
  },
});
host.start();

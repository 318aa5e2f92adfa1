/** The language worker's entry: takes messages in their order, skips questions that were withdrawn. */
import { parentPort, workerData } from "node:worker_threads";
import { LanguageService } from "./language-service.js";
import type { FromWorker, NumberedAsk, ToWorker } from "./messages.js";
import type { LanguageAssets } from "./protocol.js";

const service = new LanguageService(workerData as LanguageAssets);
const queue: ToWorker[] = [];
const cancelled = new Set<number>();

parentPort?.on("message", (message: ToWorker) => {
  if (message.type === "cancel") {
    if (queue.some((waiting) => waiting.type === "ask" && waiting.number === message.number))
      cancelled.add(message.number);
    return;
  }
  queue.push(message);
  // Later, so that messages that have arrived are seen before the first is answered.
  if (queue.length === 1) setImmediate(next);
});

function next(): void {
  const message = queue[0];
  if (message === undefined) return;
  handle(message);
  queue.shift();
  if (queue.length > 0) setImmediate(next);
}

function handle(message: ToWorker): void {
  switch (message.type) {
    case "update":
      return service.update(message.text);
    case "close":
      return service.close(message.notebook);
    case "filesChanged":
      return service.filesChanged();
    case "ask":
      parentPort?.postMessage(reply(message));
      return;
    case "cancel":
  }
}

function reply({ number, ...question }: NumberedAsk): FromWorker {
  if (cancelled.delete(number)) return { number, answer: null };
  try {
    return { number, answer: service.ask(question) };
  } catch (error) {
    return { number, answer: null, error: error instanceof Error ? error.message : String(error) };
  }
}

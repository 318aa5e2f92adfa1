/** The editor's side of the language worker: started with the first notebook, ended with the last use. */
import { Worker } from "node:worker_threads";
import type { Answers, Ask, Question } from "./language-service.js";
import type { FromWorker, ToWorker } from "./messages.js";
import type { LanguageAssets, NotebookText } from "./protocol.js";

/** Who asks may lose interest. */
export interface Interest {
  onCancellationRequested(listener: () => void): unknown;
}

export class LanguageClient {
  readonly #program: string;
  readonly #assets: LanguageAssets;
  readonly #waiting = new Map<number, (answer: FromWorker) => void>();
  readonly #open = new Map<string, NotebookText>();
  #worker: Worker | null = null;
  #asked = 0;

  /** @param program - the worker's file */
  constructor(program: string, assets: LanguageAssets) {
    this.#program = program;
    this.#assets = assets;
  }

  update(text: NotebookText): void {
    this.#open.set(text.notebook, text);
    this.#send({ type: "update", text });
  }

  close(notebook: string): void {
    if (this.#open.delete(notebook)) this.#send({ type: "close", notebook });
  }

  filesChanged(): void {
    if (this.#worker !== null) this.#send({ type: "filesChanged" });
  }

  /** Null when there is no answer. */
  ask<Q extends Question>(question: Ask<Q>, interest?: Interest): Promise<Answers[Q] | null> {
    const number = ++this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(number, ({ answer }) => resolve(answer as Answers[Q] | null));
      interest?.onCancellationRequested(() => this.#send({ type: "cancel", number }));
      this.#send({ type: "ask", number, ...question });
    });
  }

  dispose(): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#giveUp();
  }

  #send(message: ToWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(this.#program, { workerData: this.#assets, execArgv: [] });
    worker.on("message", (reply: FromWorker) => {
      this.#waiting.get(reply.number)?.(reply);
      this.#waiting.delete(reply.number);
    });
    worker.on("error", () => this.#lost(worker));
    worker.on("exit", () => this.#lost(worker));
    for (const text of this.#open.values()) worker.postMessage({ type: "update", text });
    return worker;
  }

  /** A worker that failed is replaced with the next question. */
  #lost(worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    this.#giveUp();
  }

  #giveUp(): void {
    for (const [number, resolve] of this.#waiting) resolve({ number, answer: null });
    this.#waiting.clear();
  }
}

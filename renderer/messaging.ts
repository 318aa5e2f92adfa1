/** Questions to the editor and their answers. */
import type {
  RendererAnswers,
  RendererQuestion,
  RendererReply,
  RendererRequest,
} from "../engine/display/renderer-messages.js";
import type { RendererContext } from "./notebook.js";

export interface Messaging {
  /** @throws when the editor refuses, or does not answer. */
  ask<T extends RendererRequest["type"]>(
    request: Extract<RendererRequest, { type: T }>,
  ): Promise<RendererAnswers[T]>;
  /** Hears what the editor says unasked, e.g. a new state of a live output. */
  listen(listener: (message: unknown) => void): () => void;
}

/** Null where nobody listens: an exported page, an editor without the extension. */
export function messagingOf({
  postMessage,
  onDidReceiveMessage,
}: RendererContext): Messaging | null {
  if (postMessage === undefined || onDidReceiveMessage === undefined) return null;
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  const listeners = new Set<(message: unknown) => void>();
  let asked = 0;
  onDidReceiveMessage((message) => {
    if (!isReply(message)) return listeners.forEach((listener) => listener(message));
    const question = waiting.get(message.ask);
    waiting.delete(message.ask);
    if ("failure" in message) question?.reject(new Error(message.failure));
    else question?.resolve(message.answer);
  });
  return {
    ask: <T extends RendererRequest["type"]>(request: Extract<RendererRequest, { type: T }>) =>
      new Promise<RendererAnswers[T]>((resolve, reject) => {
        const ask = ++asked;
        waiting.set(ask, { resolve: (answer) => resolve(answer as RendererAnswers[T]), reject });
        postMessage({ ask, request } satisfies RendererQuestion);
      }),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isReply(message: unknown): message is RendererReply {
  return typeof message === "object" && message !== null && "ask" in message;
}

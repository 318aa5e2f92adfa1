/** The display store's own thread: it computes tiles and orders, so that the control thread always answers. */
import { parentPort } from "node:worker_threads";
import type { ShelfQuestion, StoreAnswer } from "../../../engine/display/store-messages.js";
import type { HeldMatrix } from "./matrix.js";
import { Shelf } from "./shelf.js";

export type StoreRequest =
  | {
      readonly type: "hold";
      readonly key: string;
      readonly matrix: HeldMatrix;
      readonly symmetric: boolean;
    }
  | { readonly type: "drop"; readonly key: string }
  | { readonly type: "ask"; readonly id: number; readonly question: ShelfQuestion };

export interface StoreReply {
  readonly id: number;
  readonly answer: StoreAnswer;
}

const shelf = new Shelf();

parentPort?.on("message", (request: StoreRequest) => {
  if (request.type === "hold") shelf.hold(request.key, request.matrix, request);
  else if (request.type === "drop") shelf.drop(request.key);
  else parentPort?.postMessage({ id: request.id, answer: answered(request.question) });
});

/** Questions come from renderers of stored files: anything. */
function answered(question: ShelfQuestion): StoreAnswer {
  try {
    return shelf.answer(question);
  } catch (error) {
    return { is: "gone", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What travels between the editor and the language worker. */
import type { Answers, Ask, Question } from "./language-service.js";
import type { NotebookText } from "./protocol.js";

/** A question, answered under its number. */
export interface NumberedAsk<Q extends Question = Question> extends Ask<Q> {
  readonly type: "ask";
  readonly number: number;
}

export type ToWorker =
  | { readonly type: "update"; readonly text: NotebookText }
  | { readonly type: "close"; readonly notebook: string }
  | { readonly type: "filesChanged" }
  /** Nobody waits for the answer any more. */
  | { readonly type: "cancel"; readonly number: number }
  | NumberedAsk;

export interface FromWorker {
  readonly number: number;
  /** Null when the question could not be answered: its cell is gone, or TypeScript failed. */
  readonly answer: Answers[Question] | null;
  readonly error?: string;
}

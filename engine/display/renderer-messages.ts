/**
 * What renderers and the editor say to each other: plain JSON both ways, since an ArrayBuffer does not
 * survive the way. Part of the payload contract: types only.
 */
import type { StoreAnswer, StoreQuestion } from "./store-messages.js";

/** What a renderer asks of the editor. */
export type RendererRequest =
  /** Lets the person choose a file for the bytes. */
  | { readonly type: "save"; readonly name: string; readonly base64: string }
  /** Shows the payload in an editor tab of its own. */
  | {
      readonly type: "open";
      readonly title: string;
      readonly mime: string;
      readonly payload: string;
    }
  /** Puts the text on the clipboard. */
  | { readonly type: "copy"; readonly text: string }
  /** Asks the notebook's session about a shown value. */
  | { readonly type: "store"; readonly question: StoreQuestion };

/** What comes back; `save` says whether a file was written. */
export interface RendererAnswers {
  readonly save: boolean;
  readonly open: null;
  readonly copy: null;
  readonly store: StoreAnswer;
}

/** What the editor says unasked: a live output has got a new state, which is not written down yet. */
export interface LiveState {
  readonly type: "live";
  /** In the metadata of the output. */
  readonly handle: string;
  readonly mime: string;
  /** JSON. */
  readonly payload: string;
}

/** Every question is answered once, under its number. */
export interface RendererQuestion {
  readonly ask: number;
  readonly request: RendererRequest;
}

export type RendererReply =
  | { readonly ask: number; readonly answer: RendererAnswers[RendererRequest["type"]] }
  | { readonly ask: number; readonly failure: string };

/** Definiteness, rank and condition: of stored eigenvalues, otherwise found by the session when asked. */
import { decodeBase64 } from "../../engine/display/drawing/encoding.js";
import { isSolvable, tooLarge } from "../../engine/display/drawing/solvable.js";
import type { StoreQuestion } from "../../engine/display/store-messages.js";
import { html, replaceChildren } from "../dom.js";
import type { Messaging } from "../messaging.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import type { Shown } from "./shown.js";
import { spectrumWords } from "./spectrum.js";

/** Matrices side by side whose facts find room in a line or two. */
const MOST_TOLD = 4;

type State = "idle" | "asking" | "stopping";

export class SpectralFacts {
  readonly element = html("span", { className: "facts", role: "status" });
  readonly #read: ReadMatrix;
  readonly #messaging: Messaging | null;
  readonly #words = new Map<ReadLayer, string>();
  #panels: readonly Shown[] = [];
  #state: State = "idle";
  /** Why there are none. */
  #failure = "";

  constructor(read: ReadMatrix, messaging: Messaging | null) {
    this.#read = read;
    this.#messaging = messaging;
    for (const layer of read.layers) {
      const words = storedWords(read, layer);
      if (words !== null) this.#words.set(layer, words);
    }
  }

  /** @param panels - what is on the screen now */
  show(panels: readonly Shown[]): void {
    this.#panels = panels.length > MOST_TOLD ? [] : panels;
    if (this.#state === "idle") this.#fill();
  }

  #fill(): void {
    const told = this.#panels.flatMap(({ layer, panel }) => {
      const words = this.#words.get(layer);
      return words === undefined ? [] : [panel.name === "" ? words : `${panel.name}: ${words}`];
    });
    const rest = this.#state === "idle" ? this.#offer() : [this.#working()];
    const parts = [...(told.length > 0 ? [html("span", {}, told.join("; "))] : []), ...rest];
    replaceChildren(this.element, parts);
    this.element.hidden = parts.length === 0;
  }

  /** Those of the screen that nobody has asked about. */
  get #open(): { readonly layer: ReadLayer; readonly key: string }[] {
    return this.#panels.flatMap(({ layer }) => {
      const { key, statistics } = layer;
      if (key === null || this.#words.has(layer) || statistics.nonFinite > 0) return [];
      return [{ layer, key }];
    });
  }

  #offer(): HTMLElement[] {
    const [first] = this.#open;
    if (first === undefined || this.#messaging === null) return [];
    if (this.#failure !== "") return [html("span", {}, this.#failure)];
    const { symmetric } = first.layer.statistics;
    const [rows, cols] = this.#read.payload.shape;
    if (!isSolvable({ rows, cols, symmetric }))
      return [html("span", {}, tooLarge({ rows, cols, symmetric }))];
    const what = symmetric ? "definiteness, rank, condition" : "rank, condition";
    const title = "Computed in the kernel, beside whatever runs there";
    return [button(what, title, () => void this.#ask())];
  }

  #working(): HTMLElement {
    const stop = button("Stop", "Stop computing", () => this.#stop());
    return html("span", {}, "rank and condition are computed … ", stop);
  }

  /** One after the other: each takes all the memory that may be had. */
  async #ask(): Promise<void> {
    this.#state = "asking";
    this.#fill();
    for (const { layer, key } of this.#open) {
      const answer = await this.#store({ about: "spectrum", key });
      // Others may have been told to stop meanwhile.
      if ((this.#state as State) === "stopping") break;
      if (typeof answer === "string") {
        this.#failure = answer;
        break;
      }
      this.#words.set(layer, wordsOf(this.#read, layer, answer));
    }
    this.#state = "idle";
    this.#fill();
  }

  #stop(): void {
    this.#state = "stopping";
    for (const { key } of this.#open) void this.#store({ about: "stop", key });
  }

  /** The values, or why there are none. */
  async #store(question: StoreQuestion): Promise<Float64Array | string> {
    try {
      const answer = await this.#messaging?.ask<"store">({ type: "store", question });
      if (answer?.is === "spectrum") return new Float64Array(decodeBase64(answer.float64).buffer);
      return answer?.is === "gone" ? answer.reason : "The kernel gave no answer.";
    } catch (error) {
      return (error as Error).message;
    }
  }
}

function button(text: string, title: string, press: () => void): HTMLButtonElement {
  const element = html("button", { className: "plain", type: "button", title }, text);
  element.addEventListener("click", press);
  return element;
}

/** Null where none are stored. */
export function storedWords(read: ReadMatrix, layer: ReadLayer): string | null {
  return layer.eigenvalues === null ? null : wordsOf(read, layer, layer.eigenvalues);
}

function wordsOf(
  { payload: { shape, dtype } }: ReadMatrix,
  { statistics }: ReadLayer,
  values: ArrayLike<number>,
): string {
  const of = statistics.symmetric ? "eigenvalues" : "singular values";
  return spectrumWords({ of, values, shape, dtype }).join(" · ");
}

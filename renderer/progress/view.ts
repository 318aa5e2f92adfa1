/** A bar with words: how far, how fast, how long still. Nothing moves but by what was done. */
import type { ProgressPayload } from "../../engine/display/payload.js";
import { html } from "../dom.js";
import type { Alive } from "../mount.js";
import { progressWords } from "./words.js";

/** A screen reader hears of each quarter, and of the end. */
const SPOKEN_STEPS = 4;

export function progressView(payload: ProgressPayload, root: HTMLElement): Alive<ProgressPayload> {
  const name = html("span", { className: "name" });
  const bar = html("progress");
  const words = html("span", { className: "facts" });
  const spoken = html("span", { className: "spoken", ariaLive: "polite" });
  root.append(html("div", { className: "progress" }, name, bar, words, spoken));
  let said: number | null = null;
  const show = (now: ProgressPayload): void => {
    const { title, done, total, state } = now;
    const sentence = progressWords(now);
    name.textContent = title;
    bar.ariaLabel = title;
    bar.setAttribute("aria-valuetext", sentence);
    bar.className = state;
    bar.hidden = total === null;
    bar.max = Math.max(1, total ?? 1);
    bar.value = total === 0 && state === "done" ? 1 : Math.min(done, bar.max);
    words.textContent = sentence;
    const step = state === "running" ? Math.floor((SPOKEN_STEPS * bar.value) / bar.max) : Infinity;
    // What was there when the output came is read with the page.
    if (said !== null && step !== said) spoken.textContent = `${title}: ${sentence}`;
    said = step;
  };
  show(payload);
  return { dispose: () => undefined, update: show };
}

/** What can be chosen of a spectrum. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import { html } from "../dom.js";
import type { ReadSpectrum } from "../payload/spectrum.js";
import { kappas } from "./measures.js";
import type { Standing } from "./plots.js";

/** Entries of the slider: each a κ, at a number of samples where learning was predicted. */
export interface Step {
  readonly kappa: number;
  readonly samples: number | null;
}

export function stepsOf(spectrum: ReadSpectrum): Step[] {
  const { learning } = spectrum;
  if (learning.length === 0) return kappas(spectrum).map((kappa) => ({ kappa, samples: null }));
  return learning.map(({ n, kappa }) => ({ kappa, samples: n }));
}

export function stepSlider(steps: readonly Step[], slide: (at: number) => void): HTMLElement[] {
  const [first] = steps;
  if (first === undefined || steps.length < 2) return [];
  const start = Math.floor(steps.length / 2);
  const input = html("input", { type: "range", min: "0", max: String(steps.length - 1) });
  Object.assign(input, { step: "1", value: String(start) });
  const output = html("output", {});
  const show = () => {
    const { kappa, samples } = steps[input.valueAsNumber] ?? first;
    const words = samples === null ? `κ = ${formatNumber(kappa)}` : `n = ${formatNumber(samples)}`;
    output.textContent = words;
    input.setAttribute("aria-valuetext", words);
  };
  show();
  input.addEventListener("input", () => {
    show();
    slide(input.valueAsNumber);
  });
  const name = first.samples === null ? "learning threshold" : "samples";
  return [html("label", { className: "slider" }, html("span", {}, name), input, output)];
}

export function numbersChoice(choose: (numbers: Standing["numbers"]) => void): HTMLElement {
  const options = (["linear", "log"] as const).map((value) => html("option", { value }, value));
  const select = html("select", {}, ...options);
  select.addEventListener("change", () => choose(select.selectedIndex === 1 ? "log" : "linear"));
  return html("label", { className: "facts" }, "k axis", select);
}

/** A spectrum: plots along the eigenvalues, and the first eigenvectors below. */
import { chordOf } from "../chord.js";
import { html, svg } from "../dom.js";
import { fileName } from "../export/exports.js";
import { svgOfFigure } from "../export/figure-picture.js";
import { announceLook, hearLooks } from "../linked.js";
import { MatrixView } from "../matrix/view.js";
import type { Dispose, Host } from "../mount.js";
import type { ReadSpectrum } from "../payload/spectrum.js";
import { toolbar } from "../toolbar/toolbar.js";
import { numbersChoice, stepsOf, stepSlider, type Step } from "./controls.js";
import { entryOf, vectorPointAt } from "./eigenvectors.js";
import { nearestCounted, steppedCount } from "./nearest.js";
import { spectrumPlots, type Plots, type Standing } from "./plots.js";
import { spectrumTable } from "./table.js";
import { kappaWords, modeWords, spectrumFacts, spokenSpectrum } from "./words.js";

const HINT = "Hover or use the arrow keys to read eigenvalues; the slider moves what is learnt.";
/** Of an output that is not laid out yet, CSS pixels. */
const UNKNOWN_WIDTH = 700;

export function spectrumView(spectrum: ReadSpectrum, root: HTMLElement, host: Host): Dispose {
  const view = new SpectrumView(spectrum, root, host);
  return () => view.dispose();
}

class SpectrumView {
  readonly #spectrum: ReadSpectrum;
  readonly #root: HTMLElement;
  readonly #drawn = svg("svg", { "aria-hidden": "true" });
  readonly #above = svg("svg", { "aria-hidden": "true" });
  readonly #figure: HTMLElement;
  readonly #words = html("p", { className: "readout" });
  readonly #spoken = html("p", { className: "spoken", ariaLive: "polite" });
  readonly #steps: readonly Step[];
  readonly #undo: Dispose[] = [];
  readonly #vectors: MatrixView | null;
  #standing: Standing;
  #plots: Plots;

  constructor(spectrum: ReadSpectrum, root: HTMLElement, host: Host) {
    this.#spectrum = spectrum;
    this.#root = root;
    this.#steps = stepsOf(spectrum);
    const middle = this.#steps[Math.floor(this.#steps.length / 2)];
    const { kappa = null, samples = null } = middle ?? {};
    this.#standing = { numbers: "linear", kappa, samples, chosen: null };
    this.#figure = focusable(spokenSpectrum(spectrum), [this.#drawn, this.#above]);
    this.#plots = this.#newPlots();
    root.append(this.#head(host), ...this.#slider(), this.#figure, this.#words);
    this.#vectors = this.#showVectors(host);
    root.append(this.#spoken);
    this.#draw();
    this.#listen();
  }

  dispose(): void {
    this.#vectors?.dispose();
    for (const undo of this.#undo) undo();
  }

  #head(host: Host): HTMLElement {
    const { title } = this.#spectrum;
    const exports = {
      name: fileName(title),
      table: () => spectrumTable(this.#spectrum, this.#standing.kappa),
      picture: (width: number) => svgOfFigure(this.#figure, title, width),
    };
    return html(
      "header",
      {},
      html("h3", {}, title),
      html("span", { className: "facts" }, spectrumFacts(this.#spectrum).join(" · ")),
      numbersChoice((numbers) => this.#stand({ numbers })),
      toolbar(exports, host),
    );
  }

  #slider(): HTMLElement[] {
    return stepSlider(this.#steps, (at) => this.#stand({ ...this.#steps[at] }));
  }

  #newPlots(): Plots {
    const { clientWidth } = this.#root;
    const available = clientWidth === 0 ? UNKNOWN_WIDTH : clientWidth;
    return spectrumPlots(this.#spectrum, this.#standing, available);
  }

  /** Another choice that changes what is drawn. */
  #stand(change: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...change };
    this.#plots = this.#newPlots();
    this.#draw();
  }

  #draw(): void {
    const { width, height, marks } = this.#plots;
    for (const each of [this.#figure, this.#drawn, this.#above])
      Object.assign(each.style, { width: `${width}px`, height: `${height}px` });
    this.#drawn.replaceChildren(...marks());
    this.#mark();
  }

  #mark(): void {
    this.#above.replaceChildren(...this.#plots.above(this.#standing));
    this.#words.replaceChildren(...this.#readout());
  }

  #readout(): HTMLElement[] {
    const { chosen, kappa } = this.#standing;
    const [first, ...more] = chosen === null ? [] : modeWords(this.#spectrum, chosen, kappa);
    if (first !== undefined) {
      const rest = more.map((words) => ` · ${words}`).join("");
      return [html("strong", {}, first), html("span", { className: "where" }, rest)];
    }
    const known =
      kappa === null ? [] : [html("span", {}, `${kappaWords(this.#spectrum, kappa)}. `)];
    return [...known, html("span", { className: "hint" }, HINT)];
  }

  #choose(chosen: number | null): void {
    if (chosen === this.#standing.chosen) return;
    this.#standing = { ...this.#standing, chosen };
    this.#mark();
  }

  #listen(): void {
    const stop = new AbortController();
    const { signal } = stop;
    const figure = this.#figure;
    const move = (event: PointerEvent) => {
      const corner = figure.getBoundingClientRect();
      const at = [event.clientX - corner.left, event.clientY - corner.top] as const;
      this.#choose(nearestCounted(this.#plots.counted, this.#spectrum.eigenvalues.length, at));
    };
    figure.addEventListener("pointermove", move, { signal });
    figure.addEventListener("pointerleave", () => this.#choose(null), { signal });
    figure.addEventListener("blur", () => this.#choose(null), { signal });
    figure.addEventListener("keydown", (event) => this.#press(event), { signal });
    const resized = new ResizeObserver(() => {
      const next = this.#newPlots();
      if (next.width === this.#plots.width) return;
      this.#plots = next;
      this.#draw();
    });
    resized.observe(this.#root);
    this.#undo.push(
      () => stop.abort(),
      () => resized.disconnect(),
    );
  }

  #press(event: KeyboardEvent): void {
    const { chosen } = this.#standing;
    const chord = chordOf(event);
    const next = steppedCount(chosen, chord, this.#spectrum.eigenvalues.length);
    const leaves = chord === "Escape" && chosen !== null;
    if (next === null && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(next);
    this.#spoken.replaceChildren(...this.#readout());
  }

  #showVectors(host: Host): MatrixView | null {
    const { eigenvectors, key } = this.#spectrum;
    if (eigenvectors === null || eigenvectors.count === 0) return null;
    const part = html("section", { className: "part" });
    this.#root.append(part);
    const view = new MatrixView(eigenvectors.matrix, part, host, {
      look: (entry) => {
        const at = entry === null ? null : vectorPointAt(eigenvectors, entry);
        this.#choose(at?.k ?? null);
        if (key === null) return;
        announceLook(key, at === null ? null : { row: at.point, col: at.point }, this);
      },
    });
    if (key === null) return view;
    const hear = hearLooks(key, this, (entry) => {
      const k = Math.min(this.#standing.chosen ?? 0, eigenvectors.count - 1);
      view.follow(entry === null ? null : entryOf(eigenvectors, { k, point: entry.row }));
    });
    this.#undo.push(hear);
    return view;
  }
}

function focusable(summary: string, drawings: readonly SVGElement[]): HTMLElement {
  const figure = html("div", { className: "figure", tabIndex: 0, role: "application" });
  figure.setAttribute("aria-roledescription", "spectrum");
  figure.setAttribute("aria-label", summary);
  figure.setAttribute("aria-description", HINT);
  figure.append(...drawings);
  return figure;
}

/** A kernel matrix as a heat map with axes, colour bar, cursor and words. */
import { colorScale, scaleKinds } from "../../engine/display/drawing/color-scale.js";
import { html, svg } from "../dom.js";
import type { Dispose } from "../mount.js";
import type { ReadKernel } from "../payload/kernel.js";
import { cursorMarks, drawn, placeIn, readoutWords } from "./figure.js";
import { footer, header } from "./header.js";
import { listen, type Gaze } from "./interaction.js";
import { spokenSummary } from "./summary.js";

const HINT = "Hover or use the arrow keys to read values; click or press Enter to pin one.";

export function kernelView(kernel: ReadKernel, root: HTMLElement): Dispose {
  const { payload, values } = kernel;
  const { rows, cols } = payload.preview;
  const kinds = scaleKinds(values);
  if (rows === 0 || cols === 0) {
    root.append(
      header(payload, [], () => undefined),
      footer(kernel),
    );
    return () => undefined;
  }

  const gaze: Gaze = { cursor: null, pinned: null };
  let scale = colorScale(values, "linear");
  let place = placeIn(root, kernel);

  const figure = focusable(spokenSummary(kernel));
  const overlay = svg("svg", { "aria-hidden": "true" });
  const words = html("p", { className: "readout" });
  const spoken = html("p", { className: "spoken", ariaLive: "polite" });
  const chosen = header(payload, kinds, (kind) => {
    scale = colorScale(values, kind);
    paint();
  });
  root.append(chosen, figure, words, footer(kernel), spoken);
  paint();

  function paint(): void {
    figure.style.height = `${place.height}px`;
    figure.style.width = `${place.width}px`;
    figure.replaceChildren(...drawn(kernel, scale, place), overlay);
    mark();
  }

  /** Redraws what follows the pointer; no cell is coloured anew. */
  function mark(): void {
    const cell = gaze.cursor ?? gaze.pinned;
    overlay.replaceChildren(...cursorMarks(kernel, scale, place, gaze));
    const hint = html("span", { className: "hint" }, HINT);
    words.replaceChildren(...(cell === null ? [hint] : readoutWords(kernel, cell)));
  }

  const stopListening = listen({
    figure,
    extent: { rows, cols },
    place: () => place,
    gaze,
    changed: mark,
    spoken: (cell) => {
      spoken.replaceChildren(...readoutWords(kernel, cell));
    },
  });
  const resized = new ResizeObserver(() => {
    const next = placeIn(root, kernel);
    if (next.cellWidth === place.cellWidth && next.cellHeight === place.cellHeight) return;
    place = next;
    paint();
  });
  resized.observe(root);
  return () => {
    resized.disconnect();
    stopListening();
  };
}

function focusable(summary: string): HTMLElement {
  const figure = html("div", { className: "figure", tabIndex: 0, role: "application" });
  figure.setAttribute("aria-roledescription", "heat map");
  figure.setAttribute("aria-label", summary);
  figure.setAttribute("aria-description", HINT);
  return figure;
}

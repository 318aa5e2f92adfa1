/** The panels of a figure as they stand: where, of which layer, in which colours. */
import type { Panel, PanelGrid } from "../../engine/display/drawing/panels.js";
import { html } from "../dom.js";
import type { ReadLayer, ReadMatrix } from "../payload/matrix.js";
import type { Choices } from "./controls.js";
import { panelLayout, type Layout } from "./layout.js";
import { scaleOf, type LayerScale } from "./scales.js";

export interface Shown {
  /** Equal for panels of equal colours. */
  readonly name: string;
  readonly layer: ReadLayer;
  readonly place: Layout;
  readonly colors: LayerScale;
  readonly canvas: HTMLCanvasElement;
  readonly panel: Panel;
}

/** @param first - where the first panel stands */
export function shownPanels(
  read: ReadMatrix,
  { panels }: PanelGrid,
  first: Layout,
  choices: Choices,
): Shown[] {
  return panels.flatMap((panel): Shown[] => {
    const layer = read.layers[panel.layer];
    if (layer === undefined) return [];
    const place = panelLayout(first, panel.row, panel.col);
    const colors = scaleOf(read, panel.layer, choices);
    return [{ name: colors.name, layer, place, colors, canvas: plotCanvas(place), panel }];
  });
}

function plotCanvas({ left, top, plotWidth, plotHeight }: Layout): HTMLCanvasElement {
  const density = window.devicePixelRatio;
  const canvas = html("canvas", {
    className: "cells",
    width: Math.round(plotWidth * density),
    height: Math.round(plotHeight * density),
  });
  Object.assign(canvas.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${plotWidth}px`,
    height: `${plotHeight}px`,
  });
  return canvas;
}

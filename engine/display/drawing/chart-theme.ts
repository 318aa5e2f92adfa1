import { SERIES_ON_LIGHT } from "./palette.js";

/** What a chart takes from its surroundings: an editor's theme, or paper. */
export interface ChartTheme {
  readonly foreground: string;
  /** Numbers at the ticks and other lesser text. */
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  readonly fontFamily: string;
  /** CSS pixels. */
  readonly fontSize: number;
  readonly series: readonly string[];
  /** Opacity of bands: as faint as the ground lets them be. */
  readonly bandOpacity: number;
}

/** Pictures are stored and shown anywhere, so they bring their own paper. */
export const PAPER: ChartTheme = {
  foreground: "#1f1f1f",
  muted: "#5a5a5a",
  grid: "#e4e4e4",
  background: "#ffffff",
  fontFamily: "DejaVu Sans, Verdana, sans-serif",
  fontSize: 12,
  series: SERIES_ON_LIGHT,
  bandOpacity: 0.22,
};

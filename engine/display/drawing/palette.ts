/**
 * Colours of series, told apart with every common colour-vision deficiency (Okabe & Ito 2008), in the
 * order in which each ground shows them best; the palette's yellow vanishes on white and stands last.
 */
const blue = "#0072b2";
const vermillion = "#d55e00";
const green = "#009e73";
const purple = "#cc79a7";
const orange = "#e69f00";
const sky = "#56b4e9";
const yellow = "#f0e442";

export const SERIES_ON_LIGHT = [blue, vermillion, green, purple, orange, sky, yellow] as const;
export const SERIES_ON_DARK = [sky, orange, green, purple, yellow, vermillion, blue] as const;

/** `#rrggbb` with an opacity in [0, 1]. */
export function translucent(hex: string, opacity: number): string {
  const alpha = Math.round(opacity * 255);
  return hex + alpha.toString(16).padStart(2, "0");
}

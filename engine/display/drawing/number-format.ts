/** Numbers as a person reads them. */

const SIGNIFICANT = 4;

/** Four significant digits, e.g. `0.5321`, `1.234e-7`, `NaN`, `∞`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const rounded = Number(value.toPrecision(SIGNIFICANT));
  return typographic(isPlain(Math.abs(rounded)) ? String(rounded) : exponential(rounded));
}

/** Labels of ticks, with equally many decimals, and the power of ten taken out of all of them. */
export interface TickLabels {
  readonly labels: readonly string[];
  /** E.g. `×10⁻³`; empty when the numbers are readable as they are. */
  readonly factor: string;
}

export function tickLabels(ticks: readonly number[]): TickLabels {
  const largest = Math.max(0, ...ticks.map(Math.abs));
  const exponent = largest === 0 ? 0 : Math.floor(Math.log10(largest));
  const shift = exponent >= 5 || exponent <= -3 ? exponent : 0;
  const shifted = ticks.map((tick) => tick / 10 ** shift);
  const decimals = Math.max(0, ...shifted.map(decimalsOf));
  return {
    labels: shifted.map((tick) => typographic(tick.toFixed(decimals))),
    factor: shift === 0 ? "" : `×10${superscript(shift)}`,
  };
}

/** `10⁻³`, `−10⁴`, `0` where every tick is a power of ten; as {@link tickLabels} otherwise. */
export function logTickLabels(ticks: readonly number[]): TickLabels {
  return ticks.every(isPower) ? { labels: ticks.map(powerLabel), factor: "" } : tickLabels(ticks);
}

function isPower(value: number): boolean {
  return value === 0 || Number.isInteger(Number(Math.log10(Math.abs(value)).toFixed(9)));
}

function powerLabel(value: number): string {
  if (value === 0) return "0";
  const exponent = Math.round(Math.log10(Math.abs(value)));
  if (Math.abs(exponent) <= 2) return typographic(String(value));
  return `${value < 0 ? "−" : ""}10${superscript(exponent)}`;
}

/** Round-off of a tick such as 0.30000000000000004 must not show. */
function decimalsOf(value: number): number {
  const text = String(Number(value.toPrecision(10)));
  const point = text.indexOf(".");
  return point < 0 || text.includes("e") ? 0 : text.length - point - 1;
}

function isPlain(magnitude: number): boolean {
  return magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e6);
}

function exponential(value: number): string {
  return value.toExponential().replace("e+", "e");
}

function typographic(text: string): string {
  return text.replaceAll("-", "−");
}

function superscript(exponent: number): string {
  return String(exponent).replace(/[-0-9]/g, (sign) => SUPERSCRIPTS[sign] ?? sign);
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  ...Object.fromEntries(Array.from("⁰¹²³⁴⁵⁶⁷⁸⁹", (sign, digit) => [String(digit), sign])),
};

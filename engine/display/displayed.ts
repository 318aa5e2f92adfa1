import { chartBundle, chartPayload, type ChartInput } from "./chart.js";
import { displaySymbol, wholeBundle, type Display } from "./display.js";

/**
 * Says how a result is drawn when it is a cell's last value, whatever draws it: a matrix, a chart, a table.
 *
 * @param display - called when it is shown; what is left out of it costs nothing
 */
export function displayedAs<T extends object>(value: T, display: () => Omit<Display, "id">): T {
  Object.defineProperty(value, displaySymbol, { value: () => wholeBundle(display()) });
  return value;
}

/**
 * Gives a result the chart that it shows itself as when it is a cell's last value.
 *
 * @param caller - the public function that made it
 * @param chart - called when it is shown
 */
export function displayedAsChart<T extends object>(
  caller: string,
  value: T,
  chart: () => ChartInput,
): T {
  return displayedAs(value, () => ({ bundle: chartBundle(chartPayload(caller, chart())) }));
}

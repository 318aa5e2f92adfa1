import { chartBundle, chartPayload, type ChartInput } from "./chart.js";
import { displaySymbol } from "./display.js";

/**
 * Gives a result the chart that it shows itself as when it is a cell's last value.
 *
 * @param caller - the public function that made it
 * @param chart - called when it is shown
 */
export function displayedAs<T extends object>(
  caller: string,
  value: T,
  chart: () => ChartInput,
): T {
  Object.defineProperty(value, displaySymbol, {
    value: () => chartBundle(chartPayload(caller, chart())),
  });
  return value;
}

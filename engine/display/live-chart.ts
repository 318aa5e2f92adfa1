import { chartBundle, chartPayload, type ChartInput } from "./chart.js";
import { LiveDisplay } from "./live.js";
import { MIME } from "./payload.js";

/** Draws a chart in place of the one before; those that come too soon are left out, unless it says `at once`. */
export type LiveChart = (chart: () => ChartInput, when?: "at once") => void;

/**
 * One display whose chart is replaced while a computation goes on.
 *
 * @param caller - the public function that it belongs to, for errors about the chart
 */
export function liveChart(caller: string): LiveChart {
  const display = new LiveDisplay(MIME.chart, chartBundle);
  return (chart, when) => {
    display.show(() => chartPayload(caller, chart()));
    if (when === "at once") display.settle();
  };
}

import { chartBundle, chartPayload, type ChartInput } from "./chart.js";
import { emitDisplay } from "./display.js";

/** Draws a chart in place of the one before; those that come too soon are left out, unless it says `at once`. */
export type LiveChart = (chart: () => ChartInput, when?: "at once") => void;

/** A picture takes some milliseconds: not more than a few a second, so that training is not slowed down. */
const PAUSE = 300;

let made = 0;

/**
 * One display whose chart is replaced while a computation goes on.
 *
 * @param caller - the public function that it belongs to, for errors about the chart
 */
export function liveChart(caller: string): LiveChart {
  const id = `live-chart-${++made}`;
  let last = -Infinity;
  return (chart, when) => {
    const now = Date.now();
    if (when !== "at once" && now - last < PAUSE) return;
    emitDisplay({ id, bundle: chartBundle(chartPayload(caller, chart())) });
    last = Date.now();
  };
}

import { chartBundle, chartPayload, type ChartInput } from "./chart.js";
import { displaySymbol, type MimeBundle } from "./display.js";
import { LiveDisplay } from "./live.js";
import { MIME } from "./payload.js";

/** A chart that stands in the notebook; {@link ShownChart.update} draws another in its place. */
export class ShownChart {
  readonly #caller: string;
  readonly #display = new LiveDisplay(MIME.chart, chartBundle);

  /** @param caller - the public function to name in errors */
  constructor(caller: string, input: ChartInput) {
    this.#caller = caller;
    this.update(input);
  }

  /**
   * Draws a chart in the place of this one; what a person zoomed to and hid stays. In a loop call it as often
   * as you like: at most twenty charts a second are drawn, and the last one always is; the others cost nothing.
   *
   * @throws as {@link chart} does, when it is drawn.
   */
  update(input: ChartInput): void {
    this.#display.show(() => chartPayload(this.#caller, input));
  }

  /** Nothing more: as a cell's last value it has been shown already. */
  [displaySymbol](): MimeBundle {
    return {};
  }
}

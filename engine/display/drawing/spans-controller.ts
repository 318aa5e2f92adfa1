/** Rectangles of any width and height on two numeric axes, by chart.js's own bars: for bars, intervals and cells. */
import { BarElement, Chart, DatasetController, type Scale, type UpdateMode } from "chart.js";
import type { Span } from "./series-points.js";

declare module "chart.js" {
  interface ChartTypeRegistry {
    spans: ChartTypeRegistry["line"];
  }
}

class SpansController extends DatasetController<"line", BarElement> {
  static readonly id = "spans";
  static readonly defaults = { datasetElementType: false, dataElementType: "bar" };

  override update(mode: UpdateMode): void {
    const { data } = this._cachedMeta;
    this.updateElements(data, 0, data.length, mode);
  }

  override updateElements(
    bars: BarElement[],
    start: number,
    count: number,
    mode: UpdateMode,
  ): void {
    const { xScale, yScale, index } = this._cachedMeta;
    if (xScale === undefined || yScale === undefined) return;
    const spans = this.chart.data.datasets[index]?.data ?? [];
    for (let i = start; i < start + count; i++) {
      const [bar, span] = [bars[i], spans[i]];
      if (bar === undefined || !isSpan(span)) continue;
      const [left, right] = [pixel(xScale, span.left), pixel(xScale, span.right)];
      // A value of 0 has no place on a logarithmic axis: the bar stands on the frame.
      const [from, to] = span.y < 0 ? [span.top, span.bottom] : [span.bottom, span.top];
      const options = this.resolveDataElementOptions(i, mode);
      const properties = {
        x: (left + right) / 2,
        y: pixel(yScale, to),
        base: pixel(yScale, from),
        width: Math.abs(right - left),
        horizontal: false,
        // What bars have worked out for them, and we say ourselves: no side is without its border.
        borderSkipped: {},
        inflateAmount: options["inflateAmount"] as unknown,
        options,
      };
      this.updateElement(bar, i, properties, mode);
    }
  }
}

Chart.register(BarElement, SpansController);

function pixel(scale: Scale, value: number): number {
  if (scale.type === "logarithmic" && value <= 0)
    return scale.isHorizontal() ? scale.left : scale.bottom;
  return scale.getPixelForValue(value);
}

const isSpan = (datum: unknown): datum is Span =>
  typeof datum === "object" && datum !== null && "left" in datum && "bottom" in datum;

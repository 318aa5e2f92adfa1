/** The colours of a layer, shared with the layers that it is compared with. */
import {
  colorScale,
  extentOfAll,
  scaleKinds,
  type ColorScale,
  type ScaleKind,
} from "../../engine/display/drawing/color-scale.js";
import { sameColors } from "../../engine/display/drawing/panels.js";
import type { MatrixStatistics } from "../../engine/display/payload.js";
import type { ReadMatrix } from "../payload/matrix.js";
import type { Clipped } from "./color-bar.js";
import type { Choices, Offered } from "./controls.js";

export interface LayerScale {
  readonly scale: ColorScale;
  readonly clipped: Clipped;
  /** Equal for layers of equal colours. */
  readonly name: string;
}

export function scaleOf(
  read: ReadMatrix,
  layer: number,
  { kind, range }: Pick<Choices, "kind" | "range">,
): LayerScale {
  const group = sameColors(read.payload.axes, layer);
  const statistics = statisticsOf(read, group);
  const scale = colorScale(extentOfAll(statistics, range), kind);
  const [low, high] = scale.domain;
  const all = extentOfAll(statistics, "full");
  const magnitudes = kind === "log" && all.min <= 0;
  const clipped = { below: !magnitudes && all.min < low, above: all.max > high };
  return { scale, clipped, name: `${layer} ${kind} ${range}` };
}

/** What can be chosen for any of the layers. */
export function offeredColors(read: ReadMatrix): Pick<Offered, "kinds" | "ranges"> {
  const kinds = new Set<ScaleKind>();
  let tails = false;
  for (const { statistics } of read.layers) {
    for (const kind of scaleKinds(extentOfAll([statistics], "full"))) kinds.add(kind);
    tails ||= statistics.low !== statistics.min || statistics.high !== statistics.max;
  }
  return { kinds: [...kinds], ranges: tails ? ["full", "robust"] : ["full"] };
}

const statisticsOf = ({ layers }: ReadMatrix, group: readonly number[]): MatrixStatistics[] =>
  group.flatMap((index) => layers[index]?.statistics ?? []);

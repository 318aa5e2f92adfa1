/** The datasets that speak for their series, and finding the point of one nearest to the pointer. */
import {
  Interaction,
  type ActiveElement,
  type Chart,
  type InteractionModeFunction,
} from "chart.js";
import type { Dataset } from "../../engine/display/drawing/chart-datasets.js";

declare module "chart.js" {
  interface InteractionModeMap {
    speaking: InteractionModeFunction;
  }
}

/** Indices of the visible datasets that speak. */
export function speakers(chart: Chart): number[] {
  return chart.data.datasets.flatMap((dataset, index) =>
    isOurs(dataset) && dataset.speaks && chart.isDatasetVisible(index) ? [index] : [],
  );
}

export function isOurs(dataset: object): dataset is Dataset {
  return "speaks" in dataset && "series" in dataset;
}

Interaction.modes.speaking = (chart, event) => {
  const { x: atX, y: atY } = event;
  if (atX === null || atY === null || !chart.isPointInArea({ x: atX, y: atY })) return [];
  let nearest: ActiveElement[] = [];
  let least = Infinity;
  for (const datasetIndex of speakers(chart)) {
    chart.getDatasetMeta(datasetIndex).data.forEach((element, index) => {
      const distance = Math.hypot(element.x - atX, element.y - atY);
      if (!(distance < least)) return;
      least = distance;
      nearest = [{ element, datasetIndex, index }];
    });
  }
  return nearest;
};

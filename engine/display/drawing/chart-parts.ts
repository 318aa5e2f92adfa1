/** The parts of chart.js that our charts are made of; the rest is left out of the bundles. */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
} from "chart.js";
import "./spans-controller.js";

Chart.register(Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement);

export { Chart };

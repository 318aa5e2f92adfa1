/** What the notebook session needs of the engine and a notebook's author does not. */
export { setDisplaySink, displaySymbol, valuesBehind } from "./display/display.js";
export type { Display, MimeBundle, ShownValue } from "./display/display.js";
export { MOST_PLAIN_ROWS, plainTableBundle, type PlainTable } from "./display/table.js";
export { settleDisplays } from "./display/live.js";
export { setInterruptFlag } from "./platform/interrupt.js";
export { setProgressSink } from "./platform/progress.js";

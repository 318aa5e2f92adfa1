export { At, at } from "./at.js";
export type { Pick } from "./positions.js";

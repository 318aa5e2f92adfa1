export { jit } from "./jit.js";

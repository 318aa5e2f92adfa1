export { phase, type Phase, type PhaseOptions } from "./phase.js";

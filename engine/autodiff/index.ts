export { grad, valueAndGrad, type GradOptions } from "./grad.js";
export { hessian, hvp } from "./hessian.js";
export { jacfwd, jacobian, jacrev, type Jacobian, type JacobianOptions } from "./jacobian.js";
export { jvp } from "./jvp.js";
export { linearTranspose } from "./linear-transpose.js";
export { linearize } from "./linearize.js";
export { stopGradient } from "./stop-gradient.js";
export { vjp } from "./vjp.js";
export { vmap, type BatchAxis, type VmapOptions } from "./vmap.js";

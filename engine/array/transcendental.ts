import { unary } from "./elementwise.js";

/** √x; NaN below zero. */
export const sqrt = unary({ name: "sqrt", dtypes: "real", value: Math.sqrt });

/** eˣ */
export const exp = unary({ name: "exp", dtypes: "real", value: Math.exp });

/** The natural logarithm; −∞ at zero, NaN below. */
export const log = unary({ name: "log", dtypes: "real", value: Math.log });

/** sin x, in radians. */
export const sin = unary({ name: "sin", dtypes: "real", value: Math.sin });

/** cos x, in radians. */
export const cos = unary({ name: "cos", dtypes: "real", value: Math.cos });

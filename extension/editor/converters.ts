/** Markdown, formulas and syntax colours weigh more than all the rest: loaded when something is converted. */
export const converters = () => import("../format/convert.js");

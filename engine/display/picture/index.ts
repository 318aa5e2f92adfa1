/** The pictures beside our own MIME types; a bundle of its own, loaded when something is first shown. */
export { chartPictures } from "./chart-picture.js";
export { matrixPng } from "./matrix-picture.js";
export { boxWidth, placedGraph } from "./graph-layout.js";
export { graphPictures } from "./graph-picture.js";

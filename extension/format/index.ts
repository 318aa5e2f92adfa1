export { FormatError } from "./error.js";
export { assignIds, newCellId } from "./ids.js";
export { deactivate, reactivate } from "./inert.js";
export { isMimeType, isTextType } from "./mime.js";
export * from "./notebook.js";
export { errorOutput, joinStreams, streamOutput } from "./outputs.js";
export { readNotebook } from "./read.js";
export { problems, formatPath, type Problem } from "./validate.js";
export { writeNotebook } from "./write.js";

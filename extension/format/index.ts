export { type Difference, differences, type Tolerance, TOLERANCE } from "./compare.js";
export { decodeUtf8, utf8Text } from "./decode.js";
export { FormatError } from "./error.js";
export { faults } from "./faults.js";
export { assignIds, newCellId } from "./ids.js";
export { deactivate, reactivate } from "./inert.js";
export { likeness } from "./likeness.js";
export { isMimeType, isTextType } from "./mime.js";
export * from "./notebook.js";
export { errorOutput, joinStreams, streamOutput } from "./outputs.js";
export { readNotebook } from "./read.js";
export {
  asSaved,
  FULL_MIME,
  isSavedOutputs,
  SAVED_OUTPUTS,
  type SavedOutputs,
  savedOutputs,
  withSavedOutputs,
} from "./saved-outputs.js";
export { fromTemplate } from "./template.js";
export { summaryOf, titleOf } from "./title.js";
export { problems, formatPath, type Problem } from "./validate.js";
export { writeNotebook } from "./write.js";

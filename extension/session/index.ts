export type * from "./protocol.js";
export { type Session, type SessionOptions, startSession } from "./session.js";
export {
  type Declaration,
  type DeclarationKind,
  declarationsOf,
} from "./transform/declarations.js";

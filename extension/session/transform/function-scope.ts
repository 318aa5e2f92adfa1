import type ts from "typescript";
import { typescript } from "./typescript.js";

/** Does the node's inside have its own `var`, `return` and `await`? */
export function isFunctionScope(node: ts.Node): boolean {
  const ts = typescript();
  return (
    ts.isFunctionLike(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isModuleDeclaration(node)
  );
}

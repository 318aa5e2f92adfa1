import type ts from "typescript";
import { typescript } from "./typescript.js";

export interface Erased {
  readonly code: string;
  /** Source map (JSON) from the code to the text given. */
  readonly map: string;
}

/** JavaScript of a TypeScript module: types erased, never checked; newer syntax made old for Node 20. */
export function eraseTypes(text: string): Erased {
  const { outputText, sourceMapText } = typescript().transpileModule(text, {
    fileName: "cell.ts",
    compilerOptions: options(),
  });
  return { code: outputText.replace(MAP_COMMENT, ""), map: sourceMapText ?? "" };
}

const MAP_COMMENT = /\/\/# sourceMappingURL=.*\s*$/;

function options(): ts.CompilerOptions {
  const { ModuleDetectionKind, ModuleKind, ScriptTarget } = typescript();
  return {
    target: ScriptTarget.ES2022,
    module: ModuleKind.ESNext,
    moduleDetection: ModuleDetectionKind.Force,
    sourceMap: true,
  };
}

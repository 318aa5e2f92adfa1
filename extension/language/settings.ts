/** How cells are read: as strict as a project, with what Node.js has and without a browser's names. */
import { join } from "node:path";
import type ts from "typescript";
import { typescript } from "../session/transform/typescript.js";
import type { Formatting, LanguageAssets } from "./protocol.js";

export function compilerOptions({ engine, types }: LanguageAssets): ts.CompilerOptions {
  const ts = typescript();
  return {
    target: ts.ScriptTarget.ESNext,
    lib: ["lib.esnext.d.ts"],
    // Cells may import as they like: `import x = require("x")` runs too.
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    allowJs: true,
    checkJs: false,
    maxNodeModuleJsDepth: 0,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    paths: {
      ntkbook: [engine],
      "undici-types": [slashed(join(types, "undici-types/index.d.ts"))],
      "undici-types/*": [slashed(join(types, "undici-types/*"))],
    },
  };
}

/** TypeScript writes every path with slashes. */
export const slashed = (path: string): string => path.replaceAll("\\", "/");

export const PREFERENCES: ts.UserPreferences = {
  quotePreference: "double",
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
  includeCompletionsForImportStatements: true,
  providePrefixAndSuffixTextForRename: true,
  allowRenameOfImportPath: false,
  autoImportFileExcludePatterns: ["**/.ntkbook-*"],
};

export function formatSettings({ tabSize, insertSpaces }: Formatting): ts.FormatCodeSettings {
  const ts = typescript();
  return {
    ...ts.getDefaultFormatCodeSettings("\n"),
    indentSize: tabSize,
    tabSize,
    convertTabsToSpaces: insertSpaces,
    semicolons: ts.SemicolonPreference.Ignore,
  };
}

export const DEFAULT_FORMATTING: Formatting = { tabSize: 2, insertSpaces: true };

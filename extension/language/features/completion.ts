import { isBuiltin } from "node:module";
import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import type { CellModule } from "../cell-module.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type {
  CompletionDetails,
  CompletionItem,
  CompletionKey,
  CompletionList,
  Position,
} from "../protocol.js";
import { DEFAULT_FORMATTING, formatSettings } from "../settings.js";
import { documentation, signatureText } from "./markdown.js";
import { memberDetails, namespaceMembers } from "./namespace-completion.js";

const NOTHING: CompletionList = { items: [], isIncomplete: false };

export function complete(
  language: NotebookLanguage,
  cell: string,
  position: Position,
  trigger?: string,
): CompletionList {
  const { module, offset } = language.at(cell, position);
  const typed = wordBefore(module.text, offset);
  const info = language.service.getCompletionsAtPosition(module.file, offset, {
    ...language.preferences,
    // Without a letter there would be thousands.
    includeCompletionsForModuleExports: typed !== "",
    ...(isTrigger(trigger) && { triggerCharacter: trigger }),
  });
  if (info === undefined) return NOTHING;
  const entries = info.entries.filter((entry) => isWanted(entry, typed, language));
  const members =
    typed === "" || info.isMemberCompletion || info.isNewIdentifierLocation
      ? []
      : namespaceMembers(language, (name) => isSubsequence(typed, name));
  const items = entries.map((entry) => item(entry, module, info.optionalReplacementSpan));
  return {
    items: [...items, ...members],
    isIncomplete: !info.isMemberCompletion && !info.isNewIdentifierLocation,
  };
}

export function completionDetails(
  language: NotebookLanguage,
  cell: string,
  position: Position,
  key: CompletionKey,
): CompletionDetails | null {
  const importOf = (namespace: string) => importEdits(language, cell, position, namespace);
  const member = memberDetails(language, key, importOf);
  if (member !== null) return member;
  const { name, source, data } = key;
  const { module, offset } = language.at(cell, position);
  const details = language.service.getCompletionEntryDetails(
    module.file,
    offset,
    name,
    formatSettings(DEFAULT_FORMATTING),
    source,
    language.preferences,
    data as ts.CompletionEntryData | undefined,
  );
  if (details === undefined) return null;
  const changes = (details.codeActions ?? []).flatMap((action) => action.changes);
  const edits = language.edits(changes.filter(({ fileName }) => fileName === module.file));
  return {
    signature: withoutAlias(signatureText(details.displayParts)),
    documentation: documentation(details.documentation, details.tags),
    edits: edits.flatMap((one) => one.edits),
  };
}

/** Nothing when the cell knows the engine's namespace by its name. */
function importEdits(
  language: NotebookLanguage,
  cell: string,
  position: Position,
  namespace: string,
): CompletionDetails["edits"] {
  const { module } = language.at(cell, position);
  const program = language.service.getProgram();
  const file = program?.getSourceFile(module.file);
  const { Alias } = typescript().SymbolFlags;
  const known = file && program?.getTypeChecker().getSymbolsInScope(file, Alias);
  if (known?.some(({ name }) => name === namespace) === true) return [];
  const data = { exportName: namespace, fileName: language.engine, moduleSpecifier: "ntkbook" };
  const key = { name: namespace, source: "ntkbook", data };
  return completionDetails(language, cell, position, key)?.edits ?? [];
}

/** `(alias) const x: number⏎import x` says how a cell comes to know x; x is what is asked about. */
export const withoutAlias = (text: string): string =>
  text.replace(/^\(alias\) /, "").replace(/\nimport .*$/, "");

const wordBefore = (text: string, offset: number) =>
  /[\p{L}\p{N}_$]*$/u.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? "";

const TRIGGERS: readonly string[] = [".", '"', "'", "`", "/", "@", "<", "#", " "];

const isTrigger = (trigger?: string): trigger is ts.CompletionsTriggerCharacter =>
  trigger !== undefined && TRIGGERS.includes(trigger);

/** Names to import are offered when what is typed is in them, letter by letter. */
function isWanted(entry: ts.CompletionEntry, typed: string, language: NotebookLanguage): boolean {
  const { name, source, kind, data } = entry;
  if (kind === typescript().ScriptElementKind.warning) return false;
  if (source === undefined) return true;
  return isImportable(source, data?.fileName, language) && isSubsequence(typed, name);
}

/**
 * Cells have their names already; the engine's are imported from "ntkbook", not from its parts, and Node's
 * modules under their full names.
 */
const isImportable = (source: string, file: string | undefined, language: NotebookLanguage) =>
  !source.includes(".ntkbook-") &&
  (file === undefined ? isFullName(source) : !language.isPartOfEngine(file));

const isFullName = (module: string) => module.startsWith("node:") || !isBuiltin(module);

function isSubsequence(letters: string, text: string): boolean {
  let found = 0;
  const wanted = letters.toLowerCase();
  for (const letter of text.toLowerCase()) if (letter === wanted[found]) found++;
  return found === wanted.length && text[0]?.toLowerCase() === wanted[0];
}

function item(
  entry: ts.CompletionEntry,
  module: CellModule,
  replaced: ts.TextSpan | undefined,
): CompletionItem {
  const { name, kind, sortText, insertText, filterText, source, sourceDisplay, data } = entry;
  const replace = entry.replacementSpan ?? (insertText === undefined ? undefined : replaced);
  return {
    name,
    kind,
    sortText,
    deprecated: entry.kindModifiers?.includes("deprecated") ?? false,
    ...(insertText !== undefined && { insertText }),
    ...(filterText !== undefined && { filterText }),
    ...(replace && { replace: module.range(replace) }),
    ...(source !== undefined && { from: signatureText(sourceDisplay) || source }),
    key: { name, ...(source !== undefined && { source }), ...(data && { data }) },
  };
}

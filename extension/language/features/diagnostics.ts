import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import type { CellModule } from "../cell-module.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type { Diagnostic, Severity } from "../protocol.js";

export function diagnose(language: NotebookLanguage, cell: string): Diagnostic[] {
  const module = language.cell(cell);
  const { service } = language;
  const faults = [
    ...service.getSyntacticDiagnostics(module.file),
    ...service.getSemanticDiagnostics(module.file),
    ...service.getSuggestionDiagnostics(module.file),
  ];
  return faults
    .filter((fault) => isOfCell(fault, module) && !isMistaken(fault, module))
    .map((fault) => diagnostic(fault, module, language));
}

const isOfCell = ({ start }: ts.Diagnostic, module: CellModule): boolean =>
  start !== undefined && !module.isPrelude(start);

/** TypeScript's numbers of what it says of modules and is not so in a notebook. */
const CODE = {
  usedBeforeDeclaration: 2448,
  usedBeforeAssignment: 2454,
  implicitAnyFromItself: 7022,
  cannotFindName: 2304,
  assignsImport: 2632,
  noDeclarationFile: 7016,
  typesInJavaScript: { first: 8002, last: 8017 },
} as const;

/** `const x = x + 1` takes the x of a cell above; types may be written in any cell. */
function isMistaken({ code, start = 0, length = 0 }: ts.Diagnostic, module: CellModule): boolean {
  if (code >= CODE.typesInJavaScript.first && code <= CODE.typesInJavaScript.last) return true;
  const replacing: readonly number[] = [
    CODE.usedBeforeDeclaration,
    CODE.usedBeforeAssignment,
    CODE.implicitAnyFromItself,
  ];
  return (
    replacing.includes(code) && module.redeclared.has(module.text.slice(start, start + length))
  );
}

function diagnostic(
  fault: ts.Diagnostic,
  module: CellModule,
  language: NotebookLanguage,
): Diagnostic {
  const { start = 0, length = 0, code, relatedInformation = [] } = fault;
  const text = module.text.slice(start, start + length);
  return {
    range: module.range({ start, length }),
    message: messageOf(fault, { name: text, module, language }),
    severity: severityOf(fault),
    code,
    tags: [
      ...(fault.reportsUnnecessary ? (["unnecessary"] as const) : []),
      ...(fault.reportsDeprecated ? (["deprecated"] as const) : []),
    ],
    related: relatedInformation.flatMap((one) => related(one, language)),
  };
}

function severityOf({ category, code }: ts.Diagnostic): Severity {
  const { DiagnosticCategory } = typescript();
  // A package without types runs all the same.
  if (code === CODE.noDeclarationFile) return "hint";
  if (category === DiagnosticCategory.Error) return "error";
  return category === DiagnosticCategory.Warning ? "warning" : "hint";
}

interface Named {
  readonly name: string;
  readonly module: CellModule;
  readonly language: NotebookLanguage;
}

function messageOf({ messageText, code }: ts.Diagnostic, named: Named): string {
  const message = typescript().flattenDiagnosticMessageText(messageText, "\n");
  if (code === CODE.cannotFindName) return `${message}${declaredBelow(named)}`;
  if (code === CODE.assignsImport)
    return `Cannot assign to '${named.name}': it is a constant of ${ownerOf(named)}.`;
  return message;
}

function declaredBelow({ name, language: { modules } }: Named): string {
  const below = modules.all.find(({ analysis }) =>
    analysis.declarations.some((declaration) => declaration.name === name),
  );
  if (below === undefined) return "";
  return ` Cell ${below.source.number}, further down, declares it: run that first.`;
}

function ownerOf({ name, module, language: { modules } }: Named): string {
  const file = module.bindings.find((binding) => binding.name === name)?.file;
  const owner = file === undefined ? undefined : modules.ofFile(file);
  return owner === undefined ? "a module" : `cell ${owner.source.number}`;
}

function related(
  { file, start = 0, length = 0, messageText }: ts.DiagnosticRelatedInformation,
  language: NotebookLanguage,
): Diagnostic["related"] {
  const textSpan = { start, length };
  const place = file && language.place({ fileName: file.fileName, textSpan });
  const message = typescript().flattenDiagnosticMessageText(messageText, "\n");
  return place ? [{ place, message }] : [];
}

/** `gpInf` finds `predict.gpInference`: what lies in the engine's namespaces, with their import. */
import type ts from "typescript";
import { typescript } from "../../session/transform/typescript.js";
import type { NotebookLanguage } from "../notebook-language.js";
import type { CompletionDetails, CompletionItem, CompletionKey } from "../protocol.js";
import { documentation } from "./markdown.js";

const ENGINE = "ntkbook";

/** After the names that can be written as they are. */
const SORT_TEXT = "17";

/** @param isMeant - whether a name is among those that are being typed */
export function namespaceMembers(
  language: NotebookLanguage,
  isMeant: (name: string) => boolean,
): CompletionItem[] {
  const engine = engineOf(language);
  if (engine === null) return [];
  return namespacesOf(engine).flatMap((namespace) =>
    membersOf(namespace, engine)
      .filter(({ name }) => isMeant(name))
      .map((member) => item(member, namespace)),
  );
}

/** Null when the item is not one of ours. */
export function memberDetails(
  language: NotebookLanguage,
  { name, data }: CompletionKey,
  importOf: (namespace: string) => CompletionDetails["edits"],
): CompletionDetails | null {
  if (!isMemberData(data)) return null;
  const engine = engineOf(language);
  const namespace = engine && namespacesOf(engine).find((one) => one.name === data.namespace);
  const member = engine && namespace && membersOf(namespace, engine).find((m) => m.name === name);
  if (!member) return null;
  const { checker } = engine;
  return {
    signature: `${name}: ${checker.typeToString(checker.getTypeOfSymbol(member))}`,
    documentation: documentation(
      member.getDocumentationComment(checker),
      member.getJsDocTags(checker),
    ),
    edits: importOf(data.namespace),
  };
}

interface Engine {
  readonly checker: ts.TypeChecker;
  readonly module: ts.Symbol;
}

function engineOf({ service, engine }: NotebookLanguage): Engine | null {
  const program = service.getProgram();
  const file = program?.getSourceFile(engine);
  const checker = program?.getTypeChecker();
  const module = file && checker?.getSymbolAtLocation(file);
  return checker && module ? { checker, module } : null;
}

const resolved = (symbol: ts.Symbol, { checker }: Engine) =>
  symbol.flags & typescript().SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

const exportsOf = (symbol: ts.Symbol, engine: Engine) =>
  engine.checker.getExportsOfModule(resolved(symbol, engine));

const namespacesOf = (engine: Engine) =>
  exportsOf(engine.module, engine).filter(
    (symbol) => resolved(symbol, engine).flags & typescript().SymbolFlags.ValueModule,
  );

const membersOf = (namespace: ts.Symbol, engine: Engine) =>
  exportsOf(namespace, engine)
    .map((member) => resolved(member, engine))
    .filter(({ flags }) => flags & typescript().SymbolFlags.Value);

const item = (member: ts.Symbol, namespace: ts.Symbol): CompletionItem => ({
  name: member.name,
  kind: member.flags & typescript().SymbolFlags.Function ? "function" : "const",
  sortText: SORT_TEXT,
  deprecated: false,
  insertText: `${namespace.name}.${member.name}`,
  filterText: member.name,
  from: `${ENGINE}: ${namespace.name}`,
  key: { name: member.name, source: ENGINE, data: { namespace: namespace.name } },
});

const isMemberData = (data: unknown): data is { readonly namespace: string } =>
  typeof data === "object" && data !== null && "namespace" in data;

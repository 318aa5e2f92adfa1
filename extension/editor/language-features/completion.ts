import {
  CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  CompletionList,
  type CompletionItemProvider,
  type Disposable,
  languages,
  type Position,
  type TextDocument,
} from "vscode";
import type * as language from "../../language/protocol.js";
import { CELLS, fromPosition, toRange, toTextEdit } from "./convert.js";
import { markdown } from "./markdown.js";
import type { EditorLanguage } from "./notebook-language.js";

const TRIGGERS = [".", '"', "'", "`", "/", "@", "<", "#"];

/** An item that knows where it was asked for, so that its details can be asked for. */
class CellCompletion extends CompletionItem {
  constructor(
    readonly item: language.CompletionItem,
    readonly document: TextDocument,
    readonly position: Position,
  ) {
    super(item.name, KINDS[item.kind] ?? CompletionItemKind.Variable);
    this.sortText = item.sortText;
    if (item.insertText !== undefined) this.insertText = item.insertText;
    if (item.filterText !== undefined) this.filterText = item.filterText;
    if (item.replace !== undefined) this.range = toRange(item.replace);
    if (item.deprecated) this.tags = [CompletionItemTag.Deprecated];
    if (item.from !== undefined) this.label = { label: item.name, description: item.from };
  }
}

export function registerCompletion(service: EditorLanguage): Disposable {
  const provider: CompletionItemProvider<CellCompletion> = {
    async provideCompletionItems(document, position, token, { triggerCharacter }) {
      const about = [fromPosition(position), triggerCharacter] as const;
      const list = await service.ask("complete", document, [...about], token);
      if (list === null) return null;
      const items = list.items.map((item) => new CellCompletion(item, document, position));
      return new CompletionList(items, list.isIncomplete);
    },
    async resolveCompletionItem(completion, token) {
      const { item, document, position } = completion;
      const about = [fromPosition(position), item.key] as const;
      const details = await service.ask("completionDetails", document, [...about], token);
      if (details === null) return completion;
      completion.detail =
        item.from === undefined
          ? details.signature
          : `Import from ${item.from}\n\n${details.signature}`;
      completion.documentation = markdown(details.documentation);
      if (details.edits.length > 0) completion.additionalTextEdits = details.edits.map(toTextEdit);
      return completion;
    },
  };
  return languages.registerCompletionItemProvider(CELLS, provider, ...TRIGGERS);
}

/** TypeScript's words. */
const KINDS: Readonly<Record<string, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  "primitive type": CompletionItemKind.Keyword,
  const: CompletionItemKind.Constant,
  let: CompletionItemKind.Variable,
  var: CompletionItemKind.Variable,
  using: CompletionItemKind.Variable,
  "local var": CompletionItemKind.Variable,
  parameter: CompletionItemKind.Variable,
  alias: CompletionItemKind.Variable,
  property: CompletionItemKind.Field,
  getter: CompletionItemKind.Field,
  setter: CompletionItemKind.Field,
  accessor: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  "local function": CompletionItemKind.Function,
  method: CompletionItemKind.Method,
  construct: CompletionItemKind.Method,
  call: CompletionItemKind.Method,
  index: CompletionItemKind.Method,
  enum: CompletionItemKind.Enum,
  "enum member": CompletionItemKind.EnumMember,
  module: CompletionItemKind.Module,
  "external module name": CompletionItemKind.Module,
  class: CompletionItemKind.Class,
  "local class": CompletionItemKind.Class,
  type: CompletionItemKind.Class,
  interface: CompletionItemKind.Interface,
  "type parameter": CompletionItemKind.TypeParameter,
  script: CompletionItemKind.File,
  directory: CompletionItemKind.Folder,
  string: CompletionItemKind.Constant,
  warning: CompletionItemKind.Text,
};

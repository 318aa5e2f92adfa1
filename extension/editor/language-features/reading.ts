/** What helps to read: hovers, signatures, outlines, colours, places of the same name. */
import {
  Disposable,
  DocumentHighlight,
  DocumentSymbol,
  Hover,
  languages,
  ParameterInformation,
  SemanticTokens,
  SemanticTokensLegend,
  SignatureHelp,
  SignatureInformation,
  SymbolKind,
} from "vscode";
import { TOKEN_MODIFIERS, TOKEN_TYPES } from "../../language/legend.js";
import type * as language from "../../language/protocol.js";
import { CELLS, fromPosition, toRange } from "./convert.js";
import { markdown } from "./markdown.js";
import type { EditorLanguage } from "./notebook-language.js";

export const registerReading = (service: EditorLanguage): Disposable =>
  Disposable.from(
    registerHover(service),
    registerSignatures(service),
    registerOutline(service),
    registerColours(service),
    registerHighlights(service),
  );

const registerHover = (service: EditorLanguage) =>
  languages.registerHoverProvider(CELLS, {
    async provideHover(document, position, token) {
      const hover = await service.ask("hover", document, [fromPosition(position)], token);
      return hover && new Hover(markdown(hover.text), toRange(hover.range));
    },
  });

const registerSignatures = (service: EditorLanguage) =>
  languages.registerSignatureHelpProvider(
    CELLS,
    {
      async provideSignatureHelp(document, position, token) {
        const help = await service.ask("signatureHelp", document, [fromPosition(position)], token);
        return help && toSignatureHelp(help);
      },
    },
    { triggerCharacters: ["(", ",", "<"], retriggerCharacters: [")"] },
  );

function toSignatureHelp(help: language.SignatureHelp): SignatureHelp {
  const result = new SignatureHelp();
  result.activeSignature = help.active;
  result.activeParameter = help.activeParameter;
  result.signatures = help.signatures.map(({ label, documentation, parameters }) => {
    const signature = new SignatureInformation(label, markdown(documentation));
    signature.parameters = parameters.map(
      (one) => new ParameterInformation([...one.label], markdown(one.documentation)),
    );
    return signature;
  });
  return result;
}

const registerOutline = (service: EditorLanguage) =>
  languages.registerDocumentSymbolProvider(CELLS, {
    async provideDocumentSymbols(document, token) {
      const symbols = await service.ask("documentSymbols", document, [], token);
      return symbols?.map(toSymbol);
    },
  });

function toSymbol(symbol: language.DocumentSymbol): DocumentSymbol {
  const { name, kind, range, selection, children } = symbol;
  const known = SYMBOLS[kind] ?? SymbolKind.Variable;
  const result = new DocumentSymbol(name, "", known, toRange(range), toRange(selection));
  result.children = children.map(toSymbol);
  return result;
}

/** TypeScript's words. */
const SYMBOLS: Readonly<Record<string, SymbolKind>> = {
  module: SymbolKind.Module,
  class: SymbolKind.Class,
  enum: SymbolKind.Enum,
  "enum member": SymbolKind.EnumMember,
  interface: SymbolKind.Interface,
  type: SymbolKind.Class,
  method: SymbolKind.Method,
  property: SymbolKind.Property,
  getter: SymbolKind.Property,
  setter: SymbolKind.Property,
  const: SymbolKind.Constant,
  function: SymbolKind.Function,
  "local function": SymbolKind.Function,
  constructor: SymbolKind.Constructor,
  construct: SymbolKind.Constructor,
};

const LEGEND = new SemanticTokensLegend([...TOKEN_TYPES], [...TOKEN_MODIFIERS]);

const registerColours = (service: EditorLanguage) =>
  languages.registerDocumentSemanticTokensProvider(
    CELLS,
    {
      async provideDocumentSemanticTokens(document, token) {
        const numbers = await service.ask("semanticTokens", document, [], token);
        return numbers && new SemanticTokens(Uint32Array.from(numbers));
      },
    },
    LEGEND,
  );

const registerHighlights = (service: EditorLanguage) =>
  languages.registerDocumentHighlightProvider(CELLS, {
    async provideDocumentHighlights(document, position, token) {
      const places = await service.ask("highlights", document, [fromPosition(position)], token);
      return places?.map(({ range }) => new DocumentHighlight(toRange(range)));
    },
  });

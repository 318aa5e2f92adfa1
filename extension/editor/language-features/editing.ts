/** Quick fixes, organised imports, layout. */
import {
  CodeAction,
  CodeActionKind,
  type CodeActionContext,
  Disposable,
  languages,
  type FormattingOptions,
} from "vscode";
import type * as language from "../../language/protocol.js";
import { CELL_LANGUAGE, NOTEBOOK_TYPE } from "../notebook-data.js";
import { CELLS, fromPosition, fromRange, toTextEdit, toWorkspaceEdit } from "./convert.js";
import { SOURCE } from "./diagnostics.js";
import type { EditorLanguage } from "./notebook-language.js";

export const registerEditing = (service: EditorLanguage): Disposable =>
  Disposable.from(registerCodeActions(service), registerFormatting(service));

const ORGANIZE = CodeActionKind.SourceOrganizeImports;

const registerCodeActions = (service: EditorLanguage) =>
  languages.registerCodeActionsProvider(
    CELLS,
    {
      async provideCodeActions(document, range, context, token) {
        const codes = ourCodes(context);
        const fixes =
          codes.length > 0 && wants(context, CodeActionKind.QuickFix)
            ? await service.ask("quickFixes", document, [fromRange(range), codes], token)
            : [];
        const organize =
          context.only !== undefined && wants(context, ORGANIZE)
            ? await service.ask("organizeImports", document, [], token)
            : [];
        const actions = [...(fixes ?? []), ...(organize ?? [])];
        return actions.map((action) => toCodeAction(action, context));
      },
    },
    { providedCodeActionKinds: [CodeActionKind.QuickFix, ORGANIZE] },
  );

const ours = ({ diagnostics }: CodeActionContext) =>
  diagnostics.filter(({ source }) => source === SOURCE);

const ourCodes = (context: CodeActionContext): number[] =>
  ours(context).flatMap(({ code }) => (typeof code === "number" ? [code] : []));

const wants = ({ only }: CodeActionContext, kind: CodeActionKind) =>
  only === undefined || only.intersects(kind);

function toCodeAction(action: language.CodeAction, context: CodeActionContext): CodeAction {
  const organizes = action.kind === "source.organizeImports";
  const result = new CodeAction(action.title, organizes ? ORGANIZE : CodeActionKind.QuickFix);
  result.edit = toWorkspaceEdit(action.edits);
  if (!organizes) result.diagnostics = ours(context);
  return result;
}

/** Cells of plain TypeScript and JavaScript have the editor's own formatter. */
const OURS = { notebookType: NOTEBOOK_TYPE, language: CELL_LANGUAGE };

const layout = ({ tabSize, insertSpaces }: FormattingOptions): language.Formatting => ({
  tabSize,
  insertSpaces,
});

const registerFormatting = (service: EditorLanguage) =>
  Disposable.from(
    languages.registerDocumentFormattingEditProvider(OURS, {
      async provideDocumentFormattingEdits(document, options, token) {
        const edits = await service.ask("format", document, [null, layout(options)], token);
        return edits?.map(toTextEdit);
      },
    }),
    languages.registerDocumentRangeFormattingEditProvider(OURS, {
      async provideDocumentRangeFormattingEdits(document, range, options, token) {
        const edits = await service.ask(
          "format",
          document,
          [fromRange(range), layout(options)],
          token,
        );
        return edits?.map(toTextEdit);
      },
    }),
    languages.registerOnTypeFormattingEditProvider(
      OURS,
      {
        async provideOnTypeFormattingEdits(document, position, key, options, token) {
          const about = [{ position: fromPosition(position), key }, layout(options)] as const;
          const edits = await service.ask("formatOnType", document, [...about], token);
          return edits?.map(toTextEdit);
        },
      },
      ";",
      "}",
      "\n",
    ),
  );

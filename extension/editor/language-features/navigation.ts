/** Going to definitions, finding references, renaming. */
import { Disposable, languages } from "vscode";
import { CELLS, fromPosition, toLocation, toRange, toWorkspaceEdit } from "./convert.js";
import type { EditorLanguage } from "./notebook-language.js";

export const registerNavigation = (service: EditorLanguage): Disposable =>
  Disposable.from(
    languages.registerDefinitionProvider(CELLS, {
      async provideDefinition(document, position, token) {
        return (await service.ask("definitions", document, [fromPosition(position)], token))?.map(
          toLocation,
        );
      },
    }),
    languages.registerTypeDefinitionProvider(CELLS, {
      async provideTypeDefinition(document, position, token) {
        return (
          await service.ask("typeDefinitions", document, [fromPosition(position)], token)
        )?.map(toLocation);
      },
    }),
    languages.registerReferenceProvider(CELLS, {
      async provideReferences(document, position, _, token) {
        return (await service.ask("references", document, [fromPosition(position)], token))?.map(
          toLocation,
        );
      },
    }),
    registerRename(service),
  );

const registerRename = (service: EditorLanguage) =>
  languages.registerRenameProvider(CELLS, {
    async prepareRename(document, position, token) {
      const target = await service.ask("renameTarget", document, [fromPosition(position)], token);
      if (target === null) return null;
      if ("refusal" in target) throw new Error(target.refusal);
      return { range: toRange(target.range), placeholder: target.name };
    },
    async provideRenameEdits(document, position, name, token) {
      const edits = await service.ask("rename", document, [fromPosition(position), name], token);
      return edits && toWorkspaceEdit(edits);
    },
  });

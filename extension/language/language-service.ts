/** Every open notebook's language features; plain functions of what was last said about the notebooks. */
import type ts from "typescript";
import { typescript } from "../session/transform/typescript.js";
import { Disk } from "./disk.js";
import { organizeImports, quickFixes } from "./features/code-actions.js";
import { complete, completionDetails } from "./features/completion.js";
import { definitions, typeDefinitions } from "./features/definition.js";
import { dependencies } from "./features/dependencies.js";
import { diagnose } from "./features/diagnostics.js";
import { format, formatOnType } from "./features/formatting.js";
import { hover } from "./features/hover.js";
import { highlights, references } from "./features/references.js";
import { rename, renameTarget } from "./features/rename.js";
import { semanticTokens } from "./features/semantic-tokens.js";
import { signatureHelp } from "./features/signature-help.js";
import { declaredNames, documentSymbols } from "./features/symbols.js";
import { NotebookLanguage, type SharedLanguage } from "./notebook-language.js";
import type { LanguageAssets, NotebookText } from "./protocol.js";
import { slashed } from "./settings.js";

/** What can be asked about a cell of a notebook. */
const questions = {
  complete,
  completionDetails,
  definitions,
  dependencies,
  declaredNames,
  diagnose,
  documentSymbols,
  format,
  formatOnType,
  highlights,
  hover,
  organizeImports,
  quickFixes,
  references,
  rename,
  renameTarget,
  semanticTokens,
  signatureHelp,
  typeDefinitions,
};

export type Question = keyof typeof questions;

type Rest<F> = F extends (language: NotebookLanguage, cell: string, ...rest: infer R) => unknown
  ? R
  : never;

/** What each question is asked with, besides the cell. */
export type Arguments = { readonly [Q in Question]: Rest<(typeof questions)[Q]> };
export type Answers = { readonly [Q in Question]: ReturnType<(typeof questions)[Q]> };

export interface Ask<Q extends Question> {
  readonly question: Q;
  readonly notebook: string;
  readonly cell: string;
  readonly rest: Arguments[Q];
}

const answers: {
  readonly [Q in Question]: (
    language: NotebookLanguage,
    cell: string,
    ...rest: Arguments[Q]
  ) => Answers[Q];
} = questions;

export class LanguageService {
  readonly #shared: SharedLanguage;
  readonly #notebooks = new Map<string, NotebookLanguage>();
  #opened = 0;

  constructor(assets: LanguageAssets) {
    const plain: LanguageAssets = {
      lib: slashed(assets.lib),
      engine: slashed(assets.engine),
      types: slashed(assets.types),
    };
    const registry: ts.DocumentRegistry = typescript().createDocumentRegistry(true);
    const engineFolder = plain.engine.slice(0, plain.engine.lastIndexOf("/"));
    const disk = new Disk([plain.lib, plain.types, engineFolder]);
    this.#shared = { assets: plain, registry, disk };
  }

  /** Opens a notebook, or takes it as it is now. */
  update(text: NotebookText): void {
    const open = this.#notebooks.get(text.notebook);
    const same = open?.folder === slashed(text.folder);
    if (open !== undefined && !same) this.close(text.notebook);
    const notebook = same ? open : new NotebookLanguage(text.folder, ++this.#opened, this.#shared);
    this.#notebooks.set(text.notebook, notebook);
    notebook.update(text);
  }

  close(notebook: string): void {
    this.#notebooks.get(notebook)?.service.dispose();
    this.#notebooks.delete(notebook);
  }

  /** Something on the disk is not as it was. */
  filesChanged(): void {
    this.#shared.disk.changed();
  }

  /** @throws when the notebook or the cell is not open (any more). */
  ask<Q extends Question>({ question, notebook, cell, rest }: Ask<Q>): Answers[Q] {
    const language = this.#notebooks.get(notebook);
    if (language === undefined) throw new Error(`There is no notebook ${notebook}.`);
    return answers[question](language, cell, ...rest);
  }
}

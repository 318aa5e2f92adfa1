/**
 * What the editor and the language worker say to each other: plain data, places counted as editors
 * count (lines and UTF-16 columns from 0).
 */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A cell of a notebook as it is now. */
export interface CellText {
  /** The cell's address; the editor's own, unique while the notebook is open. */
  readonly cell: string;
  /** Its position as a person counts, for messages. */
  readonly number: number;
  readonly language: string;
  readonly text: string;
  /** Has it run in the present session? Then what it declares exists wherever it stands. */
  readonly ran: boolean;
}

/** A notebook as it is now: its code cells in their order. */
export interface NotebookText {
  readonly notebook: string;
  /** Where relative imports begin. */
  readonly folder: string;
  readonly cells: readonly CellText[];
}

/** A cell of an open notebook, or a file on the disk. */
export type Target = { readonly cell: string } | { readonly file: string };

export interface Place {
  readonly target: Target;
  readonly range: Range;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Edits of one cell or file. */
export interface Edits {
  readonly target: Target;
  readonly edits: readonly TextEdit[];
}

export interface CompletionItem {
  readonly name: string;
  /** TypeScript's own word: `function`, `const`, `method`, … */
  readonly kind: string;
  readonly deprecated: boolean;
  readonly sortText: string;
  readonly insertText?: string;
  readonly filterText?: string;
  /** What is replaced when that is not the word at the cursor. */
  readonly replace?: Range;
  /** Where an import would come from, to be shown. */
  readonly from?: string;
  /** What the details are asked with; as it was given. */
  readonly key: CompletionKey;
}

export interface CompletionKey {
  readonly name: string;
  readonly source?: string;
  readonly data?: unknown;
}

export interface CompletionList {
  readonly items: readonly CompletionItem[];
  /** Some were left out that do not match what is typed so far. */
  readonly isIncomplete: boolean;
}

export interface CompletionDetails {
  readonly signature: string;
  readonly documentation: string;
  /** The import that comes with it. */
  readonly edits: readonly TextEdit[];
}

export interface Hover {
  readonly range: Range;
  /** Markdown. */
  readonly text: string;
  /** The name under the cursor, when it is one of the notebook's. */
  readonly name: string | null;
}

export interface SignatureHelp {
  readonly signatures: readonly Signature[];
  readonly active: number;
  readonly activeParameter: number;
}

export interface Signature {
  readonly label: string;
  readonly documentation: string;
  readonly parameters: readonly {
    /** First and last (exclusive) UTF-16 unit in the signature's label. */
    readonly label: readonly [number, number];
    readonly documentation: string;
  }[];
}

export type Severity = "error" | "warning" | "hint";

export interface Diagnostic {
  readonly range: Range;
  readonly message: string;
  readonly severity: Severity;
  readonly code: number;
  readonly tags: readonly ("unnecessary" | "deprecated")[];
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

export interface CodeAction {
  readonly title: string;
  readonly kind: "quickfix" | "source.organizeImports";
  readonly edits: readonly Edits[];
  /** The faults that it mends. */
  readonly codes: readonly number[];
}

export interface DocumentSymbol {
  readonly name: string;
  /** TypeScript's own word. */
  readonly kind: string;
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly DocumentSymbol[];
}

/** A name that a cell declares for the notebook, and where. */
export interface DeclaredName {
  readonly name: string;
  readonly range: Range;
}

/** What a cell takes from other cells, and what it changes for them. */
export interface Dependencies {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

export interface Formatting {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Where the declarations lie that the service knows. */
export interface LanguageAssets {
  /** The folder of TypeScript's own libraries. */
  readonly lib: string;
  /** The engine's declarations. */
  readonly engine: string;
  /** The folder of the declarations of Node.js, and what they need. */
  readonly types: string;
}

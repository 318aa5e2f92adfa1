/** The part of the notebook renderer API that the renderers use. */

export interface OutputItem {
  readonly id: string;
  readonly mime: string;
  /** Of the whole output. */
  readonly metadata?: unknown;
  json(): unknown;
  text(): string;
}

export interface NotebookRenderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): void;
  /** Without an id: every output of this renderer. */
  disposeOutputItem(id?: string): void;
}

/** What the editor hands to `activate`. Without messaging, in an exported page say, both are missing. */
export interface RendererContext {
  readonly postMessage?: (message: unknown) => void;
  readonly onDidReceiveMessage?: (listener: (message: unknown) => void) => unknown;
  /** The output has an editor tab of its own. */
  readonly inTab?: true;
}

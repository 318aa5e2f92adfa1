/** The part of the notebook renderer API that the renderers use. */

export interface OutputItem {
  readonly id: string;
  readonly mime: string;
  json(): unknown;
  text(): string;
}

export interface NotebookRenderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): void;
  /** Without an id: every output of this renderer. */
  disposeOutputItem(id?: string): void;
}

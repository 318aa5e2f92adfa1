/**
 * How a value shows itself: a bundle of representations, best first understood by whoever looks.
 * Objects with a method under `Symbol.for("Jupyter.display")` that returns such a bundle are shown by it.
 */
export type MimeBundle = Readonly<Record<string, string | Uint8Array | object>>;

/** One act of showing. A second display with the same `id` replaces the first. */
export interface Display {
  readonly id: string | null;
  readonly bundle: MimeBundle;
}

export const displaySymbol = Symbol.for("Jupyter.display");

export type DisplaySink = (display: Display) => void;

/** Outside a notebook a display is its text. */
let sink: DisplaySink = ({ bundle }) => {
  console.log(bundle["text/plain"] ?? "");
};

/** The notebook session calls this once, to receive what `show` and live charts emit. */
export function setDisplaySink(next: DisplaySink): void {
  sink = next;
}

/** Hands one display to whoever listens. */
export function emitDisplay(display: Display): void {
  sink(display);
}

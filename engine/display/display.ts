import type { TypedData } from "../array/dtype.js";

/**
 * How a value shows itself: a bundle of representations, best first understood by whoever looks.
 * Objects with a method under `Symbol.for("Jupyter.display")` that returns such a bundle are shown by it.
 */
export type MimeBundle = Readonly<Record<string, string | Uint8Array | object>>;

/** One act of showing. A second display with the same `id` replaces the first. */
export interface Display {
  readonly id: string | null;
  readonly bundle: MimeBundle;
  /** One of many states on the way to the next whole one: to be seen, not to be kept. Only the first MIME type counts. */
  readonly passing?: boolean;
  /** The whole of what the bundle holds a preview of; whoever shows it may keep it, and never writes it. */
  readonly values?: readonly ShownValue[];
}

/** A matrix under a key made of its content: the same values have the same key in every run. */
export interface ShownValue {
  readonly key: string;
  readonly rows: number;
  readonly cols: number;
  readonly data: TypedData;
  readonly symmetric: boolean;
}

export const displaySymbol = Symbol.for("Jupyter.display");

export type DisplaySink = (display: Display) => void;

/** Outside a notebook a display is its text. */
let sink: DisplaySink = ({ bundle, passing = false }) => {
  if (!passing) console.log(bundle["text/plain"] ?? "");
};

/** The notebook session calls this once, to receive what `show` and live charts emit. */
export function setDisplaySink(next: DisplaySink): void {
  sink = next;
}

/** Hands one display to whoever listens. */
export function emitDisplay(display: Display): void {
  sink(display);
}

/** Of bundles that values give of themselves: Jupyter's method has no place for more than the bundle. */
const behind = new WeakMap<MimeBundle, readonly ShownValue[]>();

/** The bundle of a display; {@link valuesBehind} finds what it is a preview of. */
export function wholeBundle({ bundle, values }: Omit<Display, "id">): MimeBundle {
  if (values !== undefined) behind.set(bundle, values);
  return bundle;
}

/** The whole of what a bundle holds a preview of; empty for bundles that are complete. */
export function valuesBehind(bundle: MimeBundle): readonly ShownValue[] {
  return behind.get(bundle) ?? [];
}

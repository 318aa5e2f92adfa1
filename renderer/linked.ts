/**
 * Views of one matrix that look at the same entry. All outputs of a notebook stand in one page, but each
 * kind of renderer is a module of its own: they hear each other through the page, by the matrix's key.
 */

/** In the order of the matrix. */
export interface Entry {
  readonly row: number;
  readonly col: number;
}

interface Look {
  readonly key: string;
  readonly entry: Entry | null;
  readonly from: object;
}

const CHANNEL = "ntkbook-look";

/** @param from - who looks; it does not hear itself */
export function announceLook(key: string, entry: Entry | null, from: object): void {
  window.dispatchEvent(new CustomEvent<Look>(CHANNEL, { detail: { key, entry, from } }));
}

/** @returns ends the listening. */
export function hearLooks(
  key: string,
  listener: object,
  hear: (entry: Entry | null) => void,
): () => void {
  const stop = new AbortController();
  const heard = (event: Event) => {
    if (!(event instanceof CustomEvent)) return;
    const look = event.detail as Look;
    if (look.key === key && look.from !== listener) hear(look.entry);
  };
  window.addEventListener(CHANNEL, heard, { signal: stop.signal });
  return () => stop.abort();
}

/** Cell ids: six characters, short enough for a diff and enough for any notebook and its merges. */

const LENGTH = 6;
const SIZE = 36 ** LENGTH;

/** A random id that is not yet `taken`. */
export function newCellId(taken: ReadonlySet<string>): string {
  for (;;) {
    const id = spell(Math.floor(Math.random() * SIZE));
    if (!taken.has(id)) return id;
  }
}

/**
 * Ids for cells as a file has them: the first holder of an id keeps it, and a cell without one, or with
 * one already held, gets one that follows from its source, so that opening the file twice gives the same.
 */
export function assignIds(cells: readonly { id?: string | undefined; source: string }[]): string[] {
  const taken = new Set<string>();
  const kept = cells.map(({ id }) => {
    if (id === undefined || id === "" || taken.has(id)) return undefined;
    taken.add(id);
    return id;
  });
  return cells.map(({ source }, index) => kept[index] ?? derivedId(source, taken));
}

function derivedId(source: string, taken: Set<string>): string {
  for (let attempt = 0; ; attempt++) {
    const id = spell(fnv1a(`${attempt}:${source}`) % SIZE);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

const spell = (value: number) => value.toString(36).padStart(LENGTH, "0");

/** 32-bit FNV-1a over UTF-16 units (Fowler, Noll, Vo). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++)
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

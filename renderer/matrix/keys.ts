/** What keys do to a figure that has the focus. */

export interface Commands {
  /** Lets go of what is pinned and looked at; false when nothing is. */
  release(): boolean;
  pin(): void;
  zoom(factor: number): void;
  showAll(): void;
  /** @returns whether the chord is one that walks */
  walk(chord: string): boolean;
}

/** Zoom by one key. */
const KEY_ZOOM = 1.5;

/** @returns whether the chord is one of ours; it has acted then. */
export function pressed(chord: string, commands: Commands): boolean {
  switch (chord) {
    case "Escape":
      return commands.release();
    case "Enter":
    case " ":
      commands.pin();
      return true;
    case "+":
    case "=":
    case "Shift++":
      commands.zoom(KEY_ZOOM);
      return true;
    case "-":
      commands.zoom(1 / KEY_ZOOM);
      return true;
    case "0":
      commands.showAll();
      return true;
    default:
      return commands.walk(chord);
  }
}

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * A key with all that is held: `ArrowUp`, `Shift+ArrowUp`, `Ctrl+Home`. Views act on the chords they
 * name and leave the others to the editor, e.g. Ctrl+ArrowUp (leave the output), Shift+Enter (run).
 */
export function chordOf({ key, ctrlKey, altKey, metaKey, shiftKey }: KeyPress): string {
  return [
    ctrlKey ? "Ctrl+" : "",
    altKey ? "Alt+" : "",
    metaKey ? "Meta+" : "",
    shiftKey ? "Shift+" : "",
    key,
  ].join("");
}

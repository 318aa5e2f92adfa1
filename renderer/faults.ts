/** What fails after an output was drawn: in an event, a frame, a promise. Nobody else would tell the person. */

const FOLDER = /((?:blob:)?[\w+.-]+:\/\/[^\s)]*\/)[^\s/)]*:\d+:\d+/g;

const foldersIn = (stack: string): string[] =>
  Array.from(stack.matchAll(FOLDER), ([, folder = ""]) => folder);

/** Where the bundles of all renderers lie: a page has other scripts, too. */
const [OURS = null] = foldersIn(new Error().stack ?? "");

const TOUCHES = ["pointermove", "pointerdown", "keydown", "focusin", "input", "wheel"] as const;

type Tell = (error: unknown) => void;

/** Of the output that the person turned to last, or of the latest. */
let tell: Tell | null = null;
let watched = false;

/**
 * Watches over an output until it is taken away.
 *
 * @param hear - is told of errors in our code while this output is the one that is touched
 */
export function watchFaults(root: HTMLElement, hear: Tell): void {
  if (!watched) watchPage();
  watched = true;
  tell = hear;
  for (const type of TOUCHES)
    root.addEventListener(type, () => (tell = hear), { capture: true, passive: true });
}

function watchPage(): void {
  window.addEventListener("error", ({ error }) => {
    if (isOurs(error)) tell?.(error);
  });
  window.addEventListener("unhandledrejection", ({ reason }) => {
    if (isOurs(reason)) tell?.(reason);
  });
}

const isOurs = (error: unknown): error is Error =>
  OURS !== null && error instanceof Error && foldersIn(error.stack ?? "").includes(OURS);

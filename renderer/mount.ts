/** From a view of one payload to a notebook renderer. */
import type { LiveState } from "../engine/display/renderer-messages.js";
import { html } from "./dom.js";
import { watchFaults } from "./faults.js";
import { messagingOf, type Messaging } from "./messaging.js";
import type { NotebookRenderer, OutputItem, RendererContext } from "./notebook.js";
import { PayloadError } from "./payload/check.js";
import { STYLE } from "./style.js";

/** Everything a view has to give back: listeners, observers, charts. */
export type Dispose = () => void;

/** A view that can show a later state in its place. */
export interface Alive<Payload> {
  dispose(): void;
  update(payload: Payload): void;
}

/** What surrounds a view. */
export interface Host {
  /** Null where nobody answers: then what needs the editor is not offered. */
  readonly messaging: Messaging | null;
  /** Whether this is an editor tab of the output's own. */
  readonly inTab: boolean;
  /** As it is now: that of a live output changes. */
  readonly item: OutputItem;
}

/** Builds the view of a parsed payload inside `root`, which is in the document. */
export type View<Payload> = (
  payload: Payload,
  root: HTMLElement,
  host: Host,
) => Dispose | Alive<Payload>;

/** From the arrival of an output to the frame that shows it. */
const FIRST_PAINT = "ntkbook first paint";

/** What an unreadable payload shows of itself, in characters. */
const EXCERPT = 2000;

/** An output on the screen. */
interface Shown<Payload> {
  readonly root: HTMLElement;
  readonly host: Omit<Host, "item"> & { item: OutputItem };
  readonly alive: Alive<Payload> | null;
  readonly dispose: Dispose;
}

export function rendererOf<Payload>(
  parse: (json: unknown) => Payload,
  view: View<Payload>,
  context: RendererContext = {},
): NotebookRenderer {
  const messaging = messagingOf(context);
  const outputs = new Map<string, Shown<Payload>>();
  const dispose = (id: string) => {
    outputs.get(id)?.dispose();
    outputs.delete(id);
  };
  /** Only a payload that can be drawn takes the place of another without a new view. */
  const updated = (shown: Shown<Payload>, item: OutputItem): boolean => {
    if (shown.alive === null) return false;
    const payload = read(item, parse);
    if (payload instanceof PayloadError) return false;
    const { alive } = shown;
    if (drawn(() => alive.update(payload)) instanceof PayloadError) return false;
    shown.host.item = item;
    return true;
  };
  messaging?.listen((message) => {
    if (!isLiveState(message)) return;
    for (const shown of outputs.values()) {
      const { item } = shown.host;
      if (handleOf(item) === message.handle) updated(shown, itemOf(item, message.payload));
    }
  });
  return {
    renderOutputItem(item, element) {
      const before = outputs.get(item.id);
      if (before !== undefined && updated(before, item)) {
        if (!element.contains(before.root))
          element.replaceChildren(html("style", {}, STYLE), before.root);
        return;
      }
      dispose(item.id);
      const root = html("div", { className: "ntkbook" });
      element.replaceChildren(html("style", {}, STYLE), root);
      const start = performance.now();
      const payload = read(item, parse);
      if (payload instanceof PayloadError) root.append(...unreadable(payload, item));
      else {
        const host = { messaging, inTab: context.inTab === true, item };
        const undo = drawn(() => view(payload, root, host));
        if (undo instanceof PayloadError) root.replaceChildren(...unreadable(undo, item));
        else {
          outputs.set(item.id, { root, host, ...lifeOf(undo) });
          watchFaults(root, (error) => tellFault(root, host.item, reasonOf(error)));
        }
      }
      // For the browser's profiler, and for the figures that the tests print.
      requestAnimationFrame(() => performance.measure(FIRST_PAINT, { start }));
    },
    disposeOutputItem(id) {
      for (const known of id === undefined ? [...outputs.keys()] : [id]) dispose(known);
    },
  };
}

function lifeOf<Payload>(
  view: Dispose | Alive<Payload>,
): Pick<Shown<Payload>, "alive" | "dispose"> {
  if (typeof view === "function") return { alive: null, dispose: view };
  return { alive: view, dispose: () => view.dispose() };
}

/** The item of a live output as it is a moment later. */
const itemOf = (item: OutputItem, payload: string): OutputItem => ({
  id: item.id,
  mime: item.mime,
  metadata: item.metadata,
  text: () => payload,
  json: () => JSON.parse(payload) as unknown,
});

/** What later states of an output are sent under; null for outputs that stay as they are. */
function handleOf({ metadata }: OutputItem): string | null {
  if (typeof metadata !== "object" || metadata === null || !("handle" in metadata)) return null;
  return typeof metadata.handle === "string" ? metadata.handle : null;
}

function isLiveState(message: unknown): message is LiveState {
  return (
    typeof message === "object" && message !== null && "type" in message && message.type === "live"
  );
}

function read<Payload>(item: OutputItem, parse: (json: unknown) => Payload) {
  try {
    return parse(item.json());
  } catch (error) {
    if (error instanceof PayloadError) return error;
    if (error instanceof SyntaxError) return new PayloadError(`it is not JSON (${error.message})`);
    return fault(error);
  }
}

/** An error of a view stays in its own output: thrown further, it would leave an empty space and no word why. */
function drawn<Made>(view: () => Made): Made | PayloadError {
  try {
    return view();
  } catch (error) {
    return fault(error);
  }
}

function fault(error: unknown): PayloadError {
  if (error instanceof PayloadError) return error;
  console.error(error);
  return new PayloadError(`NTKbook met an error of its own (${reasonOf(error)})`);
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** Below what stands there, once: a pointer that moves fails many times. */
function tellFault(root: HTMLElement, item: OutputItem, reason: string): void {
  if (root.querySelector(":scope > .unreadable") !== null) return;
  const why = `NTKbook met an error of its own (${reason}): what is drawn here may be out of date. Its text follows.`;
  root.append(...alarm(why, item));
}

function unreadable(error: PayloadError, item: OutputItem): HTMLElement[] {
  return alarm(`This output cannot be drawn: ${error.message}. Its text follows.`, item);
}

function alarm(why: string, item: OutputItem): HTMLElement[] {
  const text = textOf(item);
  const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT)} …` : text;
  return [
    html("p", { className: "unreadable", role: "alert" }, why),
    html("pre", { className: "excerpt" }, excerpt),
  ];
}

/** Payloads of every version carry `text`, so that an older renderer can show something. */
function textOf(item: OutputItem): string {
  try {
    const json = item.json();
    const text = typeof json === "object" && json !== null && "text" in json ? json.text : null;
    return typeof text === "string" ? text : item.text();
  } catch {
    return item.text();
  }
}

/** From a view of one payload to a notebook renderer. */
import { html } from "./dom.js";
import { messagingOf, type Messaging } from "./messaging.js";
import type { NotebookRenderer, OutputItem, RendererContext } from "./notebook.js";
import { PayloadError } from "./payload/check.js";
import { STYLE } from "./style.js";

/** Everything a view has to give back: listeners, observers, charts. */
export type Dispose = () => void;

/** What surrounds a view. */
export interface Host {
  /** Null where nobody answers: then what needs the editor is not offered. */
  readonly messaging: Messaging | null;
  readonly item: OutputItem;
}

/** Builds the view of a parsed payload inside `root`, which is in the document. */
export type View<Payload> = (payload: Payload, root: HTMLElement, host: Host) => Dispose;

/** From the arrival of an output to the frame that shows it. */
const FIRST_PAINT = "ntkbook first paint";

/** What an unreadable payload shows of itself, in characters. */
const EXCERPT = 2000;

export function rendererOf<Payload>(
  parse: (json: unknown) => Payload,
  view: View<Payload>,
  context: RendererContext = {},
): NotebookRenderer {
  const messaging = messagingOf(context);
  const disposals = new Map<string, Dispose>();
  const dispose = (id: string) => {
    disposals.get(id)?.();
    disposals.delete(id);
  };
  return {
    renderOutputItem(item, element) {
      dispose(item.id);
      const root = html("div", { className: "ntkbook" });
      element.replaceChildren(html("style", {}, STYLE), root);
      const start = performance.now();
      const payload = read(item, parse);
      if (payload instanceof PayloadError) root.append(...unreadable(payload, item));
      else {
        const undo = drawn(() => view(payload, root, { messaging, item }));
        if (undo instanceof PayloadError) root.replaceChildren(...unreadable(undo, item));
        else disposals.set(item.id, undo);
      }
      // For the browser's profiler, and for the figures that the tests print.
      requestAnimationFrame(() => performance.measure(FIRST_PAINT, { start }));
    },
    disposeOutputItem(id) {
      for (const known of id === undefined ? [...disposals.keys()] : [id]) dispose(known);
    },
  };
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
function drawn(view: () => Dispose): Dispose | PayloadError {
  try {
    return view();
  } catch (error) {
    return fault(error);
  }
}

function fault(error: unknown): PayloadError {
  if (error instanceof PayloadError) return error;
  console.error(error);
  const { message } = error instanceof Error ? error : { message: String(error) };
  return new PayloadError(`NTKbook met an error of its own (${message})`);
}

function unreadable(error: PayloadError, item: OutputItem): HTMLElement[] {
  const why = `This output cannot be drawn: ${error.message}. Its text follows.`;
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

/** A renderer is given a payload with every one of its places replaced by every nasty value, one at a time. */
import type { Page } from "playwright-core";

export const SCRIPT = `"><img src=x onerror="window.hurt=1"><script>window.hurt=1</script>`;

const NASTY = [
  ...[1e308, -1e308, 5e-324, -1, 0.5, 2 ** 31, 2 ** 53, true, null, "", SCRIPT, "x".repeat(1e6)],
  ...[[], {}, [[]], { number: "NaN" }, new Array(1e6).fill(0), new Array(1000).fill(SCRIPT)],
];

export interface Attacked {
  readonly count: number;
  /** What was wrong, and with what in its place. */
  readonly faults: readonly string[];
}

/** The page's renderer stands at `window.renderer`. */
export function attack(page: Page, payload: unknown): Promise<Attacked> {
  const stored: unknown = JSON.parse(JSON.stringify(payload));
  return page.evaluate(inPage, { payload: stored, nasty: NASTY });
}

/** Runs in the page: it knows nothing of this file. */
async function inPage({ payload, nasty }: { payload: unknown; nasty: readonly unknown[] }) {
  type Path = readonly string[];
  type Renderer = Readonly<{
    renderOutputItem(item: object, element: HTMLElement): void;
    disposeOutputItem(id: string): void;
  }>;
  /** Milliseconds. */
  const SLOW = 3000;
  /** Lists are taken at their first two entries. */
  const pathsOf = (json: unknown, path: Path = []): Path[] => {
    if (typeof json !== "object" || json === null) return [path];
    const entries = Object.entries(json).slice(0, Array.isArray(json) ? 2 : undefined);
    return [path, ...entries.flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
  };
  const replaced = (json: unknown, [key, ...rest]: Path, value: unknown): unknown => {
    if (key === undefined) return value;
    const inner = json as Record<string, unknown>;
    const changed = replaced(inner[key], rest, value);
    return Array.isArray(json)
      ? json.map((old: unknown, i) => (String(i) === key ? changed : old))
      : { ...inner, [key]: changed };
  };
  const output = document.querySelector<HTMLElement>("#output");
  const { renderer } = window as unknown as { renderer: Renderer };
  if (output === null) throw new Error("no output");
  const faults: string[] = [];
  let [what, count] = ["", 0];
  const fault = (why: string) => void faults.push(`${what}: ${why}`);
  window.addEventListener("error", ({ message }) => fault(message));
  window.addEventListener("unhandledrejection", ({ reason }) => fault(String(reason)));
  const look = (took: number) => {
    if (took > SLOW) fault(`${Math.round(took)} ms`);
    if (output.innerText.includes("error of its own")) fault(output.innerText);
    if ("hurt" in window || output.querySelector("img, script, iframe") !== null) fault("injected");
    for (const mark of output.querySelectorAll("svg *"))
      for (const { name, value } of mark.attributes)
        if (/NaN|Infinity|undefined/.test(value) && name !== "class") fault(`${name}=${value}`);
    if (/undefined|\bNaN (min|%)|Infinity (h|%)/.test(output.innerText)) fault(output.innerText);
  };
  for (const path of pathsOf(payload))
    for (const value of nasty) {
      what = `${path.join(".")} = ${JSON.stringify(value).slice(0, 40)}`;
      const json = replaced(payload, path, value);
      const draw = () => {
        const start = performance.now();
        renderer.renderOutputItem({ id: "b", mime: "", json: () => json, text: () => "" }, output);
        // Laid out, too.
        output.getBoundingClientRect();
        return performance.now() - start;
      };
      const first = draw();
      // On a busy machine anything may be late once.
      look(first <= SLOW ? first : Math.min(first, draw(), draw()));
      renderer.disposeOutputItem("b");
      if (++count % 50 === 0) await new Promise((frame) => requestAnimationFrame(frame));
    }
  return { count, faults };
}

/** One output of a cell as HTML that runs nothing the file brought along. */
import { encodeBase64 } from "../base64.js";
import { ERROR_MIME, type Output, type OutputItem, STREAM_MIME } from "../notebook.js";
import { dataUrl, escapeHtml, escapeJson, withoutColors } from "./markup.js";
import { renderProse } from "./prose.js";

interface Form {
  readonly mime: RegExp;
  readonly show: (item: OutputItem, output: Output) => string;
}

/** The best first. */
const forms: readonly Form[] = [
  { mime: /^application\/vnd\.ntkbook\./i, show: figure },
  { mime: /^image\/(svg\+xml|png|jpeg|gif|webp|avif|bmp)$/i, show: image },
  { mime: /^text\/html$/i, show: frame },
  { mime: /^text\/markdown$/i, show: (item) => renderProse(textOf(item)) },
  { mime: /^text\/latex$/i, show: (item) => renderProse(textOf(item)) },
  { mime: new RegExp(`^${STREAM_MIME.stderr}$`), show: (item) => pre(textOf(item), "stderr") },
  { mime: new RegExp(`^${ERROR_MIME}$`), show: (item) => pre(stackOf(textOf(item)), "error") },
  { mime: /^text\/|json$|^application\/vnd\.code\.notebook\./i, show: (item) => pre(textOf(item)) },
];

export function renderOutput(output: Output): string {
  for (const { mime, show } of forms) {
    const item = output.items.find((each) => mime.test(each.mime));
    if (item !== undefined) return `<div class="output">${show(item, output)}</div>`;
  }
  const types = output.items.map(({ mime }) => mime).join(", ");
  return `<div class="output"><p class="note">Output of type ${escapeHtml(types)}</p></div>`;
}

/** The picture beside the figure's data; the page's script draws the figure in its place. */
function figure(item: OutputItem, output: Output): string {
  const items = output.items.filter((other) => other !== item);
  const still = items.length === 0 ? "" : renderOutput({ items });
  const json = escapeJson(textOf(item));
  return `<div class="figure-slot">${still}<script type="${escapeHtml(item.mime)}">${json}</script></div>`;
}

function image(item: OutputItem, { items }: Output): string {
  const base64 = encodeBase64("bytes" in item ? item.bytes : new TextEncoder().encode(item.text));
  const words = items.find(({ mime }) => mime === "text/plain");
  const alt = words === undefined ? "Picture" : textOf(words).trim();
  return `<img src="${dataUrl(item.mime, base64)}" alt="${escapeHtml(alt)}">`;
}

/** A document of its own in a sandbox that allows nothing: no script, no form, no address of the page's. */
function frame(item: OutputItem): string {
  return `<iframe sandbox="" title="HTML output" srcdoc="${escapeHtml(textOf(item))}"></iframe>`;
}

const pre = (text: string, kind = "text"): string =>
  `<pre class="${kind}">${escapeHtml(withoutColors(text))}</pre>`;

const textOf = (item: OutputItem): string =>
  "text" in item ? item.text : new TextDecoder().decode(item.bytes);

/** An error's stack begins with its name and message. */
export function stackOf(json: string): string {
  try {
    const { name, message, stack } = JSON.parse(json) as Partial<Record<string, unknown>>;
    if (typeof stack === "string" && stack !== "") return stack;
    return [name, message].filter((part) => typeof part === "string").join(": ");
  } catch {
    return json;
  }
}

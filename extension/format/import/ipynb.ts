import { decodeBase64, isBase64 } from "../base64.js";
import { assignIds } from "../ids.js";
import {
  fromMultiline,
  type Ipynb,
  type IpynbBundle,
  type IpynbCell,
  type IpynbOutput,
  isJsonType,
  type MultilineText,
} from "../ipynb.js";
import { isMimeType, isTextType } from "../mime.js";
import type { Cell, JsonObject, JsonValue, Notebook, Output, OutputItem } from "../notebook.js";
import { errorOutput, streamOutput } from "../outputs.js";

/**
 * A Jupyter notebook as one of ours. Cells keep their language: TypeScript and JavaScript run here,
 * all others are kept and shown. Pictures attached to prose are put into it.
 *
 * @throws {TypeError} for what is not a Jupyter notebook of format 4, with what to do
 */
export function importIpynb(text: string): Notebook {
  const ipynb = checked(parsed(text.replace(/^\uFEFF/, "")));
  const language = languageOf(ipynb.metadata);
  const drafts = ipynb.cells.map((cell) => draft(cell, language));
  const ids = assignIds(drafts.map(({ source }, i) => ({ id: ipynb.cells[i]?.id, source })));
  const cells = drafts.map((cell, i): Cell => ({ ...cell, id: ids[i] as string }));
  return { metadata: metadataOf(ipynb.metadata), cells };
}

type Unchecked = Partial<Omit<Ipynb, "nbformat">> & { readonly nbformat?: number };

function parsed(text: string): Unchecked | null {
  try {
    return JSON.parse(text) as Unchecked | null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`This is not a Jupyter notebook: ${reason}.`, { cause: error });
  }
}

function checked(value: Unchecked | null): Ipynb {
  const { nbformat, nbformat_minor = 0, metadata = {}, cells } = value ?? {};
  if (nbformat === undefined)
    throw new TypeError("This is not a Jupyter notebook: it has no nbformat.");
  if (nbformat !== 4)
    throw new TypeError(
      `This Jupyter notebook has the format ${String(nbformat)}, and only format 4 is read. ` +
        "Open it in Jupyter and save it, or convert it with `jupyter nbconvert --to notebook`.",
    );
  if (!Array.isArray(cells)) throw new TypeError("This Jupyter notebook has no list of cells.");
  cells.forEach(checkCell);
  return { nbformat, nbformat_minor, metadata, cells };
}

function checkCell(cell: Partial<IpynbCell> | null, index: number): void {
  const source = cell?.source;
  const isText = typeof source === "string" || (Array.isArray(source) && source.every(isString));
  if (!["code", "markdown", "raw"].includes(cell?.cell_type ?? "") || !isText)
    throw new TypeError(`Cell ${index + 1} of this Jupyter notebook has no type or no source.`);
}

const isString = (value: unknown) => typeof value === "string";

/** Ours goes back to where it came from; Jupyter's is kept under its name. */
function metadataOf({ ntkbook, ...jupyter }: JsonObject): JsonObject {
  return { ...(isObject(ntkbook) ? ntkbook : {}), jupyter };
}

function languageOf({ kernelspec, language_info }: JsonObject): string {
  const named = isObject(language_info) ? language_info["name"] : undefined;
  const kernel = isObject(kernelspec) ? kernelspec["language"] : undefined;
  const name = typeof named === "string" ? named : kernel;
  return typeof name === "string" && name !== "" ? name.toLowerCase() : "python";
}

type Draft = Cell & { readonly id: "" };

function draft(cell: IpynbCell, language: string): Draft {
  const source = fromMultiline(cell.source);
  const { vscode, ...others } = cell.metadata ?? {};
  const metadata = Object.keys(others).length > 0 ? { metadata: others } : {};
  const common = { id: "" as const, source, ...metadata };
  switch (cell.cell_type) {
    case "markdown":
      return { ...common, type: "markdown", source: withAttachments(source, cell.attachments) };
    case "raw":
      return { ...common, type: "code", language: "raw", outputs: [] };
    case "code": {
      const own = isObject(vscode) ? vscode["languageId"] : undefined;
      const outputs = (cell.outputs ?? []).map(outputOf);
      return {
        ...common,
        type: "code",
        language: typeof own === "string" ? own : language,
        outputs,
      };
    }
  }
}

/** `![](attachment:a.png)` becomes an address with the picture in it. */
function withAttachments(source: string, attachments: Readonly<Record<string, IpynbBundle>> = {}) {
  return source.replace(/\(attachment:([^)\s]+)\)/g, (link, name: string) => {
    const [picture] = Object.entries(attachments[name] ?? attachments[decodeURI(name)] ?? {});
    if (picture === undefined) return link;
    const [mime, base64] = picture;
    return `(data:${mime};base64,${fromMultiline(base64 as MultilineText).replace(/\s/g, "")})`;
  });
}

function outputOf(output: IpynbOutput): Output {
  switch (output.output_type) {
    case "stream":
      return streamOutput(output.name, fromMultiline(output.text));
    case "error": {
      const { ename, evalue, traceback = [] } = output;
      return errorOutput({ name: ename, message: evalue, stack: traceback.join("\n") });
    }
    default: {
      const items = Object.entries(output.data).flatMap(([mime, value]) => itemOf(mime, value));
      const { metadata = {} } = output;
      return { items, ...(Object.keys(metadata).length > 0 && { metadata }) };
    }
  }
}

function itemOf(mime: string, value: JsonValue): OutputItem[] {
  if (!isMimeType(mime)) return [];
  const text = textOf(value);
  if (isJsonType(mime)) return [{ mime, text: JSON.stringify(value) }];
  if (text === null) return [];
  return [isTextType(mime) ? { mime, text } : { mime, bytes: bytesOf(text) }];
}

/** What is not base64 after all is kept as it stands. */
function bytesOf(text: string): Uint8Array {
  const compact = text.replace(/\s/g, "");
  return isBase64(compact) ? decodeBase64(compact) : new TextEncoder().encode(text);
}

function textOf(value: JsonValue): string | null {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every(isString) ? value.join("") : null;
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

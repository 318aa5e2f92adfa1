import { encodeBase64 } from "../base64.js";
import { type Ipynb, type IpynbCell, type IpynbOutput, isJsonType, toMultiline } from "../ipynb.js";
import {
  type Cell,
  ERROR_MIME,
  type JsonObject,
  type JsonValue,
  type Notebook,
  type Output,
  type OutputItem,
  STREAM_MIME,
} from "../notebook.js";
import { joinStreams } from "../outputs.js";

/**
 * The notebook for Jupyter, format 4.5. Figures keep their own data beside the picture that Jupyter
 * shows. What came from a Jupyter notebook ({@link importIpynb}) goes back as it was.
 */
export function exportIpynb({ metadata, cells }: Notebook): string {
  const { jupyter, ...ours } = metadata;
  const notebook: Ipynb = {
    cells: cells.map(cellOf),
    metadata: {
      ...LANGUAGE,
      ...(isObject(jupyter) ? jupyter : {}),
      ...(Object.keys(ours).length > 0 ? { ntkbook: ours } : {}),
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

const LANGUAGE: JsonObject = {
  kernelspec: { display_name: "TypeScript (NTKbook)", language: "typescript", name: "ntkbook" },
  language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
};

function cellOf(cell: Cell): IpynbCell {
  const { id, metadata = {} } = cell;
  const common = { id: jupyterId(id), metadata, source: toMultiline(cell.source) };
  if (cell.type === "markdown") return { cell_type: "markdown", ...common };
  if (cell.language === "raw") return { cell_type: "raw", ...common };
  const foreign = cell.language === "typescript" ? {} : { vscode: { languageId: cell.language } };
  const outputs = joinStreams(cell.outputs).flatMap(outputsOf);
  const all = { ...common, metadata: { ...metadata, ...foreign } };
  return { cell_type: "code", execution_count: null, ...all, outputs };
}

/** Jupyter allows letters, digits, - and _, at most 64. */
const jupyterId = (id: string) => id.replace(/[^\w-]/g, "-").slice(0, 64);

/** An output with several streams within becomes one output each. */
function outputsOf(output: Output): IpynbOutput[] {
  const { items, metadata = {} } = output;
  const special = items.flatMap(specialOutput);
  const data = Object.fromEntries(
    items
      .filter((item) => specialOutput(item).length === 0)
      .map((item) => [item.mime, valueOf(item)]),
  );
  if (Object.keys(data).length === 0) return special;
  return [...special, { output_type: "display_data", data, metadata }];
}

function specialOutput(item: OutputItem): IpynbOutput[] {
  if (!("text" in item)) return [];
  const { mime, text } = item;
  if (mime === ERROR_MIME) return [errorOf(text)];
  if (mime === STREAM_MIME.stdout) return [stream("stdout", text)];
  return mime === STREAM_MIME.stderr ? [stream("stderr", text)] : [];
}

const stream = (name: "stdout" | "stderr", text: string): IpynbOutput => ({
  output_type: "stream",
  name,
  text: toMultiline(text),
});

function errorOf(json: string): IpynbOutput {
  const {
    name = "Error",
    message = "",
    stack = "",
  } = parse(json) as Readonly<Partial<Record<"name" | "message" | "stack", string>>>;
  return { output_type: "error", ename: name, evalue: message, traceback: stack.split("\n") };
}

function valueOf(item: OutputItem): JsonValue {
  if (!("text" in item)) return encodeBase64(item.bytes);
  return isJsonType(item.mime) ? parse(item.text) : toMultiline(item.text);
}

/** What is not JSON after all stays a text. */
function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

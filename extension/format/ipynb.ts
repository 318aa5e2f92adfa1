/**
 * Jupyter's notebook format 4 (nbformat), as far as it is exchanged here. Other programs leave out what
 * it requires, so that on reading much may be missing.
 */
import type { JsonObject, JsonValue } from "./notebook.js";

export interface Ipynb {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: JsonObject;
  readonly cells: readonly IpynbCell[];
}

export type IpynbCell = IpynbText | IpynbCode;

interface IpynbText extends IpynbBase {
  readonly cell_type: "markdown" | "raw";
  /** Pictures of the text: file name to MIME bundle. */
  readonly attachments?: Readonly<Record<string, IpynbBundle>>;
}

export interface IpynbCode extends IpynbBase {
  readonly cell_type: "code";
  readonly execution_count: number | null;
  readonly outputs?: readonly IpynbOutput[];
}

interface IpynbBase {
  readonly id?: string;
  readonly metadata?: JsonObject;
  readonly source: MultilineText;
}

/** One string, or its lines, each with its line end. */
export type MultilineText = string | readonly string[];

/** Text types as text, JSON types as their value, all others in base64. */
export type IpynbBundle = Readonly<Record<string, JsonValue>>;

export type IpynbOutput =
  | {
      readonly output_type: "stream";
      readonly name: "stdout" | "stderr";
      readonly text: MultilineText;
    }
  | {
      readonly output_type: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback?: readonly string[];
    }
  | {
      readonly output_type: "display_data";
      readonly data: IpynbBundle;
      readonly metadata?: JsonObject;
    }
  | {
      readonly output_type: "execute_result";
      readonly data: IpynbBundle;
      readonly metadata?: JsonObject;
      readonly execution_count: number | null;
    };

/** `a\nb` as `["a\n", "b"]`: the way Jupyter writes text, so that diffs go by lines. */
export const toMultiline = (text: string): string[] =>
  text.split(/(?<=\n)/).filter((line) => line !== "");

export const fromMultiline = (text: MultilineText): string =>
  typeof text === "string" ? text : text.join("");

/** Types that Jupyter holds as a JSON value. */
export const isJsonType = (mime: string): boolean => /^application\/(.*\+)?json$/i.test(mime);

/** Arbitrary notebooks, in the form that reading gives. */
import fc from "fast-check";
import {
  type Cell,
  type CodeCell,
  joinStreams,
  type JsonObject,
  type MarkdownCell,
  type Notebook,
  type Output,
  type OutputItem,
  STREAM_MIME,
} from "../../extension/format/index.js";

const known = [
  ...["ntkbook", "metadata", "cells", "id", "type", "source", "language", "outputs"],
  ...["items", "mime", "text", "base64"],
];

/** JSON has no negative zero, so neither do these. */
const jsonObject = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);

const extra = jsonObject.filter(
  (value) => Object.keys(value).length > 0 && known.every((key) => !(key in value)),
);

/** Any string of UTF-16 units, lone surrogates included, and the lines people write. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom("\n", "\r", "a", "π", '"', "\\", "\u2028", "\ud800", "\udc00"),
  }),
);

const mime = fc.constantFrom(
  "text/plain",
  "application/vnd.ntkbook.kernel+json",
  "text/html; charset=utf-8",
  ...Object.values(STREAM_MIME),
);

const optional = { metadata: jsonObject, extra };

const textItem = fc.record({ mime, text, extra }, { requiredKeys: ["mime", "text"] });
const binaryItem = fc.record(
  { mime: fc.constantFrom("image/png", "a/b"), bytes: fc.uint8Array({ maxLength: 40 }), extra },
  { requiredKeys: ["mime", "bytes"] },
);

const output: fc.Arbitrary<Output> = fc.record(
  {
    items: fc.array(fc.oneof<fc.Arbitrary<OutputItem>[]>(textItem, binaryItem), { maxLength: 3 }),
    ...optional,
  },
  { requiredKeys: ["items"] },
);

const outputs = fc.array(output, { maxLength: 4 }).map(joinStreams);

const markdown = fc.record(
  { type: fc.constant("markdown" as const), source: text, ...optional },
  { requiredKeys: ["type", "source"] },
);
const code = fc.record(
  {
    type: fc.constant("code" as const),
    language: fc.constantFrom("typescript", "javascript"),
    source: text,
    outputs,
    ...optional,
  },
  { requiredKeys: ["type", "language", "source", "outputs"] },
);

const cell: fc.Arbitrary<Cell> = fc
  .tuple(
    fc.oneof<fc.Arbitrary<Omit<MarkdownCell, "id"> | Omit<CodeCell, "id">>[]>(markdown, code),
    fc.stringMatching(/^[0-9a-z]{1,8}$/),
  )
  .map(([rest, id]): Cell => ({ id, ...rest }));

export const notebooks: fc.Arbitrary<Notebook> = fc.record(
  {
    metadata: jsonObject,
    cells: fc.uniqueArray(cell, { selector: ({ id }) => id, maxLength: 5 }),
    extra,
  },
  { requiredKeys: ["metadata", "cells"] },
);

/** How alike two matrices are that a notebook shows, from the previews in their payloads. */
import { decodeBase64, isBase64 } from "./base64.js";

/**
 * In words: their alignment, or why there is none.
 *
 * @param a - the JSON of a matrix payload; of several layers the first counts
 * @param b - the other's
 * @example
 * likeness("{}", "{}"); // "the stored numbers of the first cannot be read: …"
 */
export function likeness(a: string, b: string): string {
  const [first, second] = [previewOf(a), previewOf(b)];
  if (typeof first === "string") return unreadable("first", first);
  if (typeof second === "string") return unreadable("second", second);
  if (first.shape !== second.shape)
    return `their shapes differ, ${first.shape} and ${second.shape}.`;
  if (first.entries.length !== second.entries.length)
    return "their previews have different sizes. Run both cells again.";
  const aligned = alignment(first.entries, second.entries).toFixed(4);
  return `alignment ${aligned}, measured on their previews.`;
}

const unreadable = (which: string, why: string) =>
  `the stored numbers of the ${which} cannot be read: ${why}. Run its cell again.`;

interface Preview {
  readonly shape: string;
  readonly entries: Float32Array;
}

/** What is read of a payload; in files of the first version the preview stands in it itself. */
interface Stored {
  readonly shape?: readonly unknown[];
  readonly layers?: readonly ({ readonly preview?: Encoded } | null)[] | null;
  readonly preview?: Encoded;
}

interface Encoded {
  readonly float32?: unknown;
}

/** Or why there is none. */
function previewOf(payload: string): Preview | string {
  const stored = parsed(payload);
  if (stored === null) return "its payload is not a JSON object";
  const { shape, layers, preview = layers?.[0]?.preview } = stored;
  if (!Array.isArray(shape)) return "its payload has no shape";
  const float32 = preview?.float32;
  if (typeof float32 !== "string") return "its payload has no preview";
  if (!isBase64(float32)) return "its preview is not base64";
  const { buffer, byteLength } = decodeBase64(float32);
  if (byteLength % 4 !== 0)
    return `its preview has ${byteLength} bytes, no whole number of entries`;
  return { shape: shape.join(" × "), entries: new Float32Array(buffer) };
}

function parsed(payload: string): Stored | null {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** ⟨A, B⟩ / (‖A‖ ‖B‖), in the Frobenius norm: 1 for matrices that are equal up to a factor. */
function alignment(a: Float32Array, b: Float32Array): number {
  let [inner, squareA, squareB] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    inner += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return inner / Math.sqrt(squareA * squareB);
}

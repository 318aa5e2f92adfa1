/** A stored payload is anybody's JSON until it has been looked through. */
import { shortened } from "../../engine/display/drawing/shortened.js";

/** Why a payload cannot be drawn; the message completes "cannot be drawn: …". */
export class PayloadError extends Error {
  override name = "PayloadError";
}

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown, where: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new PayloadError(`${where} is not an object`);
  }
  return value as Fields;
}

export function string(value: unknown, where: string): string {
  if (typeof value !== "string") throw new PayloadError(`${where} is not a text`);
  return value;
}

/** A text to be shown or spoken: a million characters stop at `limit`. */
export function words(value: unknown, where: string, limit: number): string {
  return shortened(string(value, where), limit);
}

export function number(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new PayloadError(`${where} is not a finite number`);
  }
  return value;
}

export function numberOrNull(value: unknown, where: string): number | null {
  return value === null ? null : number(value, where);
}

/** A whole number from 0 to `limit`. */
export function count(value: unknown, where: string, limit: number): number {
  const whole = number(value, where);
  if (!Number.isInteger(whole) || whole < 0 || whole > limit) {
    throw new PayloadError(`${where} is ${whole}, not a whole number from 0 to ${limit}`);
  }
  return whole;
}

export function list<T>(
  value: unknown,
  where: string,
  limit: number,
  item: (value: unknown, where: string) => T,
): T[] {
  if (!Array.isArray(value)) throw new PayloadError(`${where} is not a list`);
  if (value.length > limit) {
    throw new PayloadError(`${where} has ${value.length} entries, more than ${limit}`);
  }
  return value.map((one, index) => item(one, `${where}[${index}]`));
}

/** One of the versions up to the newest that this renderer knows, where all of them are read alike. */
export function versionUpTo(value: unknown, version: number): number {
  const whole = typeof value === "number" && Number.isInteger(value) && value >= 1;
  return whole && value < version ? value : knownVersion(value, version);
}

/** @param version - the newest that this renderer knows */
export function knownVersion<V extends number>(value: unknown, version: V): V {
  if (value !== version) {
    const newer = typeof value === "number" && value > version;
    throw new PayloadError(
      newer
        ? `it has the version ${value} and this NTKbook knows ${version}; update the extension`
        : `its version is not ${version}`,
    );
  }
  return version;
}

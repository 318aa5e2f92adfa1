import type { VariableInfo } from "../session/protocol.js";

/** `float64 [1000, 1000] · 8 MB · 1, 0.5, …` */
export function descriptionOf({ type, dtype, shape, memory, summary }: VariableInfo): string {
  const kind = shape === null ? type : `${dtype ?? type} [${shape.join(", ")}]`;
  const size = memory === null ? [] : [sizeText(memory)];
  return [kind, ...size, summary].join(" · ");
}

/** What a screen reader says. */
export function spoken({ name, type, dtype, shape, memory, summary }: VariableInfo): string {
  const kind =
    shape === null
      ? type
      : `array, ${dtype ?? type}, shape ${shape.length === 0 ? "of one number" : shape.join(" by ")}`;
  const size = memory === null ? [] : [sizeText(memory)];
  return [name, kind, ...size, summary].join(", ");
}

const UNITS = ["bytes", "kB", "MB", "GB"];

/** `8 MB`: powers of 1000, at most three digits. */
export function sizeText(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** power;
  return `${Number(value.toPrecision(3))} ${UNITS[power] ?? ""}`;
}

/**
 * An operation's parameters as text, the same for the same parameters; null for what text cannot tell
 * apart, such as functions and arrays.
 */
export function parameterText(value: unknown): string | null {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean" || value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return joined(value.map(parameterText), "[", "]");
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return null;
  const entries = Object.entries(value).map(([key, item]) => {
    const text = parameterText(item);
    return text === null ? null : `${key}: ${text}`;
  });
  return joined(entries, "{ ", " }");
}

function joined(parts: readonly (string | null)[], open: string, close: string): string | null {
  return parts.includes(null) ? null : `${open}${parts.join(", ")}${close}`;
}

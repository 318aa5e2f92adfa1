import { access, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * The files that names such as `examples/*.ntkbook` mean, in alphabetical order: not every shell puts them in
 * their place. Names without a match stay, and are refused as files that are not there.
 */
export async function expanded(names: readonly string[]): Promise<string[]> {
  return (await Promise.all(names.map(matches))).flat();
}

async function matches(name: string): Promise<string[]> {
  const pattern = basename(name);
  if (!/[*?]/.test(pattern) || (await exists(name))) return [name];
  const files = await readdir(dirname(name)).catch(() => []);
  const expression = expressionOf(pattern);
  const found = files.filter((file) => expression.test(file)).sort();
  return found.length === 0 ? [name] : found.map((file) => join(dirname(name), file));
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** `*` is any text and `?` any letter; hidden files want their dot. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  const text = parts.replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${/^[*?]/.test(pattern) ? "(?!\\.)" : ""}${text}$`, "u");
}

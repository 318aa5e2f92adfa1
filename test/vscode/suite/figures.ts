import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { REPOSITORY } from "./repository.js";

/** Notes a measured figure for the runner to print: figures are reported, not asserted. */
export async function noteFigure(what: string, value: number): Promise<void> {
  const folder = join(REPOSITORY, "test-results");
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, "figures.txt"), `${what}: ${value.toFixed(0)}\n`);
}

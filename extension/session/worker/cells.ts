import type { Run } from "../messages.js";
import type { Locate } from "../transform/locate.js";

/** What an error needs to know of a cell that was compiled. */
export interface CompiledCell {
  readonly request: Run;
  readonly locate: Locate;
}

const compiled = new Map<string, CompiledCell>();

/** Runs whose places are known; a stack frame of an older one is left out. */
const REMEMBERED = 1000;

/** The script name of one run of a cell; functions it made keep it in their stack frames. */
export const cellUrl = ({ run }: Run): string => `ntkbook-cell:${run}`;

export function rememberCell(cell: CompiledCell): void {
  compiled.set(cellUrl(cell.request), cell);
  const [oldest] = compiled.keys();
  if (compiled.size > REMEMBERED && oldest !== undefined) compiled.delete(oldest);
}

export const cellAt = (url: string): CompiledCell | undefined => compiled.get(url);

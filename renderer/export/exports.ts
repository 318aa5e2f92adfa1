/** What a view can give away of what it shows; every part is made when it is asked for. */
import type { Table } from "./table.js";

export interface Exports {
  /** What files are called, without an ending. */
  readonly name: string;
  readonly table: (() => Table | Promise<Table>) | null;
  /** As SVG that stands alone, `width` CSS pixels wide. */
  readonly picture: ((width: number) => string) | null;
}

/** A file name of what a person wrote as a title. */
export function fileName(title: string): string {
  const plain = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return plain === "" ? "figure" : plain.slice(0, 60).toLowerCase();
}

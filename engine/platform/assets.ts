import { readFileSync } from "node:fs";

/** Where the build put the assets, relative to the bundle; undefined when run from the sources. */
declare const NTKBOOK_ASSETS: string | undefined;

const base = new URL(
  typeof NTKBOOK_ASSETS === "string" ? NTKBOOK_ASSETS : "../../dist/engine/",
  import.meta.url,
);

/** The files that the engine loads at run time. */
export type AssetName =
  | "ntkbook.relaxed.wasm"
  | "ntkbook.base.wasm"
  | "pool-worker.cjs"
  | "digits.bin"
  | "pictures.cjs"
  | "glyphs.json";

/** The address of an asset: the single place that knows where they lie. */
export function assetUrl(name: AssetName): URL {
  return new URL(name, base);
}

/** The bytes of an asset. */
export function readAsset(name: AssetName): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(assetUrl(name)));
}

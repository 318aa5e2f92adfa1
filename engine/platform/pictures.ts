import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as Pictures from "../display/picture/index.js";
import type { Font } from "../display/picture/font.js";
import { assetUrl, readAsset } from "./assets.js";

export interface PictureRoom {
  readonly pictures: typeof Pictures;
  readonly font: Font;
}

let loaded: PictureRoom | null = null;

/**
 * The drawing code and its font. A bundle of its own, loaded when something is first shown: chart.js
 * would double the engine's start. Synchronous, so that displays keep their order among the prints.
 */
export function pictureRoom(): PictureRoom {
  loaded ??= {
    pictures: createRequire(import.meta.url)(
      fileURLToPath(assetUrl("pictures.cjs")),
    ) as typeof Pictures,
    font: JSON.parse(new TextDecoder().decode(readAsset("glyphs.json"))) as Font,
  };
  return loaded;
}

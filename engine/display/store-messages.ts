/** What can be asked about a shown matrix that the session still holds, and what comes back. */
import type { EncodedNumbers } from "./drawing/encoding.js";

/** How the entries below one cell of a coarser level become one: their mean, or the one of largest |·|. */
export type Summary = "mean" | "peak";

/** Entries along the side of a tile. */
export const TILE = 256;

export interface TileQuestion {
  readonly about: "tile";
  readonly key: string;
  /** Cells of level k cover 2ᵏ × 2ᵏ entries. */
  readonly level: number;
  /** Of the tile, in tiles. */
  readonly row: number;
  readonly col: number;
  readonly summary: Summary;
  /** As an `order` question answered; null for the order of the matrix. */
  readonly order: string | null;
}

/** For every place the row (column) that is to stand there: int32 in base64. */
export interface GivenOrder {
  readonly rows: string;
  readonly cols: string;
}

/** Another order of rows and columns: one found in the values, or a given one. */
export interface OrderQuestion {
  readonly about: "order";
  readonly key: string;
  readonly by: "clusters" | "spectral" | GivenOrder;
}

/** The entries themselves, in the order of the matrix, as long as there are not too many. */
export interface ValuesQuestion {
  readonly about: "values";
  readonly key: string;
}

/** Rows [top, bottom) × columns [left, right) of the matrix in its own order, as long as they are not too many. */
export interface PartQuestion {
  readonly about: "part";
  readonly key: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Entries that one part may have. */
export const MOST_OF_A_PART = 1_100_000;

/** What is answered at once, or nearly. */
export type ShelfQuestion = TileQuestion | OrderQuestion | ValuesQuestion | PartQuestion;

/** All eigenvalues of a symmetric matrix, all singular values of another, as long as it is not too large. */
export interface SpectrumQuestion {
  readonly about: "spectrum";
  readonly key: string;
}

/** The spectrum that was asked for is no longer wanted. */
export interface StopQuestion {
  readonly about: "stop";
  readonly key: string;
}

export type StoreQuestion = ShelfQuestion | SpectrumQuestion | StopQuestion;

export type StoreAnswer =
  | TileAnswer
  | OrderAnswer
  /** Row-major float64 in base64. */
  | { readonly is: "values"; readonly float64: string }
  /** Largest first, float64 in base64. */
  | { readonly is: "spectrum"; readonly float64: string }
  /** The value is no longer held, or cannot do that: why. */
  | { readonly is: "gone"; readonly reason: string };

/** A tile or a part, row-major; tiles at the lower and right edge are smaller. */
export interface TileAnswer extends EncodedNumbers {
  readonly is: "tile";
  readonly rows: number;
  readonly cols: number;
}

export interface OrderAnswer extends GivenOrder {
  readonly is: "order";
  /** What tiles in this order are asked by. */
  readonly order: string;
}

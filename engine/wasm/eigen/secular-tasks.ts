import { wasm } from "../loader.js";
import type { Scratch } from "../scratch.js";

/** A secular equation with k poles; all but numbers are addresses (assembly/secular.ts). */
export interface SecularPayload {
  readonly k: number;
  readonly rho: number;
  readonly poles: number;
  readonly z: number;
  readonly roots: number;
  readonly weights: number;
  /** Which pole stands in which column of the vectors: int32. */
  readonly columns: number;
  readonly gaps: number;
  readonly vectors: number;
  readonly stride: number;
}

/** Roots of a tile. */
const TILE = 32;

export function secularTiles({ k }: SecularPayload): number {
  return Math.ceil(k / TILE);
}

function range(k: number, tile: number): readonly [number, number] {
  return [tile * TILE, Math.min(k, (tile + 1) * TILE)];
}

export const secularTasks = {
  secularRoots: (payload: SecularPayload, tile: number, { ptr }: Scratch): void => {
    const { k, rho, poles, z, roots, gaps, stride } = payload;
    const [from, to] = range(k, tile);
    wasm().exports.secularRoots(from, to, k, poles, z, rho, roots, gaps, stride, ptr);
  },

  secularWeights: (payload: SecularPayload, tile: number): void => {
    const { k, poles, z, weights, gaps, stride } = payload;
    const [from, to] = range(k, tile);
    wasm().exports.secularWeights(from, to, k, poles, z, gaps, stride, weights);
  },

  secularVectors: (payload: SecularPayload, tile: number): void => {
    const { k, weights, columns, gaps, vectors, stride } = payload;
    const [from, to] = range(k, tile);
    wasm().exports.secularVectors(from, to, k, weights, columns, gaps, vectors, stride);
  },
};

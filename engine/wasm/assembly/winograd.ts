// Convolutions of float32 with 3 × 3 kernels by minimal filtering, 16 products a channel and tile of 2 × 2
// outputs where there would be 36 (Lavin & Gray 2016; the transforms: generate-winograd.mjs). At each of
// the 16 places of a transformed tile,
//   outputs:            M (tiles × filters)    = V (tiles × channels) · U (channels × filters)
//   kernel's cotangent: M (channels × filters) = Vᵀ (channels × tiles) · D (tiles × filters)
// V lies as it is written; U and D as panels, which the micro-kernel takes (micro.ts).
import { microStrided32 } from "./micro";
import { MR } from "./shared/variant";
import { cotangents, outputs, patch, weightCotangents, weights } from "./shared/winograd-transforms";
import { ZEROS } from "./shared/zeros";

/** Fields of a job, 4 bytes each (engine/wasm/winograd.ts writes them). */
const ACROSS = 0, FRAME_WIDTH = 4, CHANNELS = 8, FILTERS = 12, HEIGHT = 16, WIDTH = 20;
const KERNELS = 24, STRIP = 28, OFFSETS = 32;

/** Places of a transformed tile. */
const PLACES: usize = 16;

/** Bytes of a vector, and of a panel's row, which has two. */
const VECTOR: usize = 16;
const ROW: usize = 32;

// @ts-ignore: decorator
@inline
function count(job: usize, field: usize): i32 {
  return load<i32>(job + field);
}

// @ts-ignore: decorator
@inline
function bytes(job: usize, field: usize): usize {
  return <usize>load<u32>(job + field);
}

/** U = G w Gᵀ: to `to`, 16 times the panels of a kernel [3, 3, channels, filters]. */
export function winogradKernels32(to: usize, from: usize, channels: i32, filters: i32): void {
  const pixel = <usize>(channels * filters) * 4;
  for (let c = 0; c < channels; c++) {
    for (let f = 0; f < filters; f += 4) {
      const at = <usize>((f >> 3) * channels + c) * ROW + <usize>(f & 4) * 4;
      weights(from, 3 * pixel, pixel, to + at, 4 * pixel, pixel);
      from += VECTOR;
    }
  }
}

/** V = Bᵀ d B of tiles first …: at each place a row of `channels` numbers a tile. */
function patches(job: usize, image: usize, first: i32, tiles: i32, channels: usize, to: usize): void {
  const across = count(job, ACROSS), place = bytes(job, STRIP) * channels * 4;
  const pixel = bytes(job, CHANNELS) * 4, row = bytes(job, FRAME_WIDTH) * pixel;
  for (let tile = 0; tile < tiles; tile++) {
    const y = (first + tile) / across, x = (first + tile) % across;
    const from = image + <usize>(2 * y) * row + <usize>(2 * x) * pixel;
    for (let at: usize = 0; at < channels * 4; at += VECTOR) {
      patch(from + at, row, pixel, to + at, 4 * place, place);
    }
    to += channels * 4;
  }
}

/** Outputs of tiles first … of an image, from its frame; `work` has room for V and M of a strip. */
export function winogradOutputs32(
  job: usize, image: usize, to: usize, first: i32, tiles: i32, work: usize,
): void {
  const channels = bytes(job, CHANNELS), strip = bytes(job, STRIP);
  const panels = count(job, FILTERS) >> 3;
  const vPlace = strip * channels * 4, mPlace = strip * <usize>panels * ROW;
  const m = work + PLACES * vPlace;
  patches(job, image, first, tiles, channels, work);
  for (let place: usize = 0; place < PLACES; place++) {
    let u = bytes(job, KERNELS) + place * channels * <usize>panels * ROW;
    for (let panel = 0; panel < panels; panel++) {
      const v = work + place * vPlace, c = m + place * mPlace + <usize>panel * strip * ROW;
      for (let t = 0; t < tiles; t += MR) {
        microStrided32(<i32>channels, bytes(job, OFFSETS), v + <usize>t * channels * 4, channels * 4, u, c + <usize>t * ROW, ROW, ZEROS, 0);
      }
      u += channels * ROW;
    }
  }
  storeTiles(job, m, to, first, tiles);
}

/** Aᵀ m A of tiles first … into the image; of tiles at odd edges what is inside. */
function storeTiles(job: usize, m: usize, to: usize, first: i32, tiles: i32): void {
  const across = count(job, ACROSS), height = count(job, HEIGHT), width = count(job, WIDTH);
  const strip = bytes(job, STRIP), pixel = bytes(job, FILTERS) * 4;
  const row = <usize>width * pixel, place = strip * pixel;
  const edge = m + PLACES * place;
  for (let tile = 0; tile < tiles; tile++) {
    const y = (first + tile) / across, x = (first + tile) % across;
    const at = to + <usize>(2 * y) * row + <usize>(2 * x) * pixel;
    const down = 2 * y + 1 < height, right = 2 * x + 1 < width;
    for (let f: usize = 0; f < pixel; f += VECTOR) {
      const from = m + (f >> 5) * strip * ROW + <usize>tile * ROW + (f & VECTOR);
      if (down && right) {
        outputs(from, 4 * place, place, at + f, row, pixel);
        continue;
      }
      outputs(from, 4 * place, place, edge, ROW, VECTOR);
      v128.store(at + f, v128.load(edge));
      if (right) v128.store(at + f + pixel, v128.load(edge, 16));
      if (down) v128.store(at + f + row, v128.load(edge, 32));
    }
  }
}

/** D = A ȳ Aᵀ of tiles first …: at each place panels with a row a tile, of `filters` from `from` on. */
function tileCotangents(job: usize, from: usize, first: i32, tiles: i32, filters: usize, to: usize): void {
  const across = count(job, ACROSS), strip = bytes(job, STRIP);
  const pixel = bytes(job, FILTERS) * 4, row = bytes(job, WIDTH) * pixel, place = strip * filters * 4;
  for (let tile = 0; tile < tiles; tile++) {
    const y = (first + tile) / across, x = (first + tile) % across;
    const at = from + <usize>(2 * y) * row + <usize>(2 * x) * pixel;
    for (let f: usize = 0; f < filters * 4; f += VECTOR) {
      const panel = to + (f >> 5) * strip * ROW + <usize>tile * ROW + (f & VECTOR);
      cotangents(at + f, row, pixel, panel, 4 * place, place);
    }
  }
}

/**
 * Adds what the tiles of an image contribute to M, or begins with it, for some channels and filters, which
 * begin at `image` and `cotangent`. `work` has room for V and D of a strip.
 */
export function winogradGradient32(
  job: usize, image: usize, cotangent: usize, tiles: i32, channels: i32, filters: i32,
  m: usize, work: usize, offsets: usize, begins: i32,
): void {
  const strip = count(job, STRIP), high = <usize>((channels + MR - 1) / MR * MR);
  const vPlace = <usize>(strip * channels) * 4, dPlace = <usize>(strip * filters) * 4;
  const mPlace = high * <usize>filters * 4, d = work + PLACES * vPlace;
  for (let first = 0; first < tiles; first += strip) {
    const size = min(strip, tiles - first);
    // The cotangents first: the last rows of V are read beyond their end.
    tileCotangents(job, cotangent, first, size, filters, d);
    patches(job, image, first, size, channels, work);
    const start = begins != 0 && first == 0;
    for (let place: usize = 0; place < PLACES; place++) {
      for (let panel = 0; panel < filters >> 3; panel++) {
        const b = d + place * dPlace + <usize>(panel * strip) * ROW;
        let c = m + place * mPlace + <usize>panel * high * ROW;
        for (let row = 0; row < channels; row += MR) {
          microStrided32(size, offsets, work + place * vPlace + <usize>row * 4, 4, b, c, ROW, start ? ZEROS : c, start ? 0 : ROW);
          c += <usize>MR * ROW;
        }
      }
    }
  }
}

/** Gᵀ m G of some channels and filters into the kernel's cotangent [3, 3, channels, filters]. */
export function winogradWeights32(
  job: usize, m: usize, to: usize, channels: i32, filters: i32,
): void {
  const row = bytes(job, FILTERS) * 4, pixel = bytes(job, CHANNELS) * row;
  const high = <usize>((channels + MR - 1) / MR * MR), place = high * <usize>filters * 4;
  for (let c = 0; c < channels; c++) {
    for (let f: usize = 0; f < <usize>filters * 4; f += VECTOR) {
      const from = m + (f >> 5) * high * ROW + <usize>c * ROW + (f & VECTOR);
      weightCotangents(from, 4 * place, place, to + f, 3 * pixel, pixel);
    }
    to += row;
  }
}

// Sums over windows of images, channels last, and their adjoint. A window's part outside the image is left
// out; pixels are added row by row, so that the bits are those of the plain loop.

/** Fields of a job, 4 bytes each (engine/wasm/window-sums.ts writes them). */
const HEIGHT = 0, WIDTH = 4, WINDOW_Y = 8, WINDOW_X = 12, PLACES_Y = 16, PLACES_X = 20;
const STRIDE_Y = 24, STRIDE_X = 28, LOW_Y = 32, LOW_X = 36, CHANNELS = 40;

/** to += from */
// @ts-ignore: decorator
@inline
function accumulate<T>(to: usize, from: usize, bytes: usize): void {
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    v128.store(to + at, v128.add<T>(v128.load(to + at), v128.load(from + at)));
  }
  for (; at < bytes; at += sizeof<T>()) store<T>(to + at, load<T>(to + at) + load<T>(from + at));
}

/** Every place of the window meets its pixels: sums are taken at the places, or spread to the pixels. */
// @ts-ignore: decorator
@inline
function meet<T>(pixels: usize, places: usize, job: usize, spreads: bool): void {
  const height = load<i32>(job, HEIGHT), width = load<i32>(job, WIDTH);
  const pixel = <usize>load<u32>(job, CHANNELS) * sizeof<T>(), row = <usize>width * pixel;
  for (let oy = 0; oy < load<i32>(job, PLACES_Y); oy++) {
    const top = oy * load<i32>(job, STRIDE_Y) - load<i32>(job, LOW_Y);
    const last = min(height, top + load<i32>(job, WINDOW_Y));
    for (let ox = 0; ox < load<i32>(job, PLACES_X); ox++) {
      const left = ox * load<i32>(job, STRIDE_X) - load<i32>(job, LOW_X);
      const end = min(width, left + load<i32>(job, WINDOW_X));
      for (let y = max(0, top); y < last; y++) {
        for (let x = max(0, left); x < end; x++) {
          const at = pixels + <usize>y * row + <usize>x * pixel;
          if (spreads) accumulate<T>(at, places, pixel);
          else accumulate<T>(places, at, pixel);
        }
      }
      places += pixel;
    }
  }
}

/** The sum of each window of an image. */
// @ts-ignore: decorator
@inline
export function sumWindows<T>(to: usize, from: usize, job: usize): void {
  const places = load<u32>(job, PLACES_Y) * load<u32>(job, PLACES_X);
  memory.fill(to, 0, <usize>(places * load<u32>(job, CHANNELS)) * sizeof<T>());
  meet<T>(from, to, job, false);
}

/** The adjoint: each number goes to every pixel of its window. */
// @ts-ignore: decorator
@inline
export function spreadWindows<T>(to: usize, from: usize, job: usize): void {
  const size = load<u32>(job, HEIGHT) * load<u32>(job, WIDTH) * load<u32>(job, CHANNELS);
  memory.fill(to, 0, <usize>size * sizeof<T>());
  meet<T>(to, from, job, true);
}

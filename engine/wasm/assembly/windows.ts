// The rows of a convolution's matrix (im2col): what the kernel's window covers at one place of one
// image, tap by tap, channels innermost. Nothing but zeros lies outside the image, and between its
// pixels where the input is dilated.
//
// Along one axis, with stride s, kernel dilation d, input dilation b and padding p before:
//   tap k at place o covers the pixel i with  i·b = o·s + k·d − p

/** The fields of a geometry, 4 bytes each, in the order of WindowGeometry (engine/wasm/windows.ts). */
const IMAGES = 0, HEIGHT = 4, WIDTH = 8, CHANNELS = 12, FIRST_CHANNEL = 16, TAKEN = 20;
const OUT_HEIGHT = 24, OUT_WIDTH = 28, KERNEL_HEIGHT = 32, KERNEL_WIDTH = 36;
const STRIDE_Y = 40, STRIDE_X = 44, LOW_Y = 48, LOW_X = 52;
const DILATION_Y = 56, DILATION_X = 60, INPUT_DILATION_Y = 64, INPUT_DILATION_X = 68;

/** Runs at least this long are worth a call of the system's copy. */
const LONG: i32 = 64;

// @ts-ignore: decorator
@inline
function field(geometry: usize, offset: usize): i32 {
  return load<i32>(geometry + offset);
}

// @ts-ignore: decorator
@inline
function copyRun<T>(to: usize, from: usize, count: i32): void {
  const bytes = <usize>count * sizeof<T>();
  if (count >= LONG) {
    memory.copy(to, from, bytes);
    return;
  }
  const end = to + bytes;
  while (to + 16 <= end) {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  }
  while (to < end) {
    store<T>(to, load<T>(from));
    to += sizeof<T>();
    from += sizeof<T>();
  }
}

// @ts-ignore: decorator
@inline
function zeroRun<T>(to: usize, count: i32): void {
  const end = to + <usize>count * sizeof<T>();
  while (to + 16 <= end) {
    v128.store(to, i64x2.splat(0));
    to += 16;
  }
  while (to < end) {
    store<T>(to, <T>0);
    to += sizeof<T>();
  }
}

/** The pixel that a tap covers along an axis, or −1. */
// @ts-ignore: decorator
@inline
function pixel(dilated: i32, inputDilation: i32, length: i32): i32 {
  if (dilated < 0) return -1;
  if (inputDilation != 1 && dilated % inputDilation != 0) return -1;
  const at = dilated / inputDilation;
  return at < length ? at : -1;
}

/**
 * Elements [a, b) of one kernel row in which neighbouring taps cover neighbouring pixels: one run of
 * the image's row, cut at its ends.
 */
// @ts-ignore: decorator
@inline
function denseRow<T>(to: usize, row: usize, shift: i32, length: i32, a: i32, b: i32): void {
  const first = max(a, min(b, -shift)), last = max(first, min(b, length - shift));
  zeroRun<T>(to, first - a);
  const from = row + <usize>(shift + first) * sizeof<T>();
  copyRun<T>(to + <usize>(first - a) * sizeof<T>(), from, last - first);
  zeroRun<T>(to + <usize>(last - a) * sizeof<T>(), b - last);
}

/** Elements [a, b) of one kernel row, tap by tap. */
function sparseRow<T>(to: usize, geometry: usize, row: usize, x: i32, a: i32, b: i32): void {
  const taken = field(geometry, TAKEN), channels = field(geometry, CHANNELS);
  const dilation = field(geometry, DILATION_X), inputDilation = field(geometry, INPUT_DILATION_X);
  const width = field(geometry, WIDTH), channel = field(geometry, FIRST_CHANNEL);
  while (a < b) {
    const tap = a / taken;
    const within = a - tap * taken, count = min(taken - within, b - a);
    const at = pixel(x + tap * dilation, inputDilation, width);
    if (at < 0) zeroRun<T>(to, count);
    else copyRun<T>(to, row + <usize>(at * channels + channel + within) * sizeof<T>(), count);
    to += <usize>count * sizeof<T>();
    a += count;
  }
}

/** Columns [column, column + length) of rows [first, first + rows) of the matrix, without gaps. */
// @ts-ignore: decorator
@inline
export function windows<T>(to: usize, geometry: usize, first: i32, rows: i32, column: i32, length: i32): void {
  const height = field(geometry, HEIGHT), width = field(geometry, WIDTH);
  const channels = field(geometry, CHANNELS), taken = field(geometry, TAKEN);
  const outWidth = field(geometry, OUT_WIDTH), places = field(geometry, OUT_HEIGHT) * outWidth;
  const rowLength = field(geometry, KERNEL_WIDTH) * taken;
  const dense = taken == channels && field(geometry, DILATION_X) == 1 && field(geometry, INPUT_DILATION_X) == 1;
  const imageRow = <usize>(width * channels) * sizeof<T>();
  const end = column + length;
  for (let r = first; r < first + rows; r++) {
    const image = r / places, place = r - image * places;
    const oy = place / outWidth, ox = place - oy * outWidth;
    const y = oy * field(geometry, STRIDE_Y) - field(geometry, LOW_Y);
    const x = ox * field(geometry, STRIDE_X) - field(geometry, LOW_X);
    const base = <usize>field(geometry, IMAGES) + <usize>image * <usize>height * imageRow;
    for (let at = column; at < end; ) {
      const ky = at / rowLength;
      const a = at - ky * rowLength, b = min(rowLength, a + end - at);
      const iy = pixel(y + ky * field(geometry, DILATION_Y), field(geometry, INPUT_DILATION_Y), height);
      const row = base + <usize>iy * imageRow;
      if (iy < 0) zeroRun<T>(to, b - a);
      else if (dense) denseRow<T>(to, row, x * channels, width * channels, a, b);
      else sparseRow<T>(to, geometry, row, x, a, b);
      to += <usize>(b - a) * sizeof<T>();
      at += b - a;
    }
  }
}

// Rectangles of row-major matrices from one place to another, as they are or turned. Rows of the source are
// `fromWidth` elements apart, those of the target `toWidth`.

/** Rows of the source whose lines stay in the first cache while columns of them are read. */
const BLOCK = 64;

/** from[i, j] → to[i, j] */
export function copyRectangle<T>(from: usize, fromWidth: usize, to: usize, toWidth: usize, rows: i32, columns: i32): void {
  const bytes = <usize>columns * sizeof<T>();
  for (let i = 0; i < rows; i++) {
    copyRow<T>(from, to, bytes);
    from += fromWidth * sizeof<T>();
    to += toWidth * sizeof<T>();
  }
}

/** from[i, j] → to[j, i] */
export function turnRectangle<T>(from: usize, fromWidth: usize, to: usize, toWidth: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i += BLOCK) {
    const start = element<T>(from, fromWidth, i, 0);
    turnRows<T>(start, fromWidth, element<T>(to, toWidth, 0, i), toWidth, min(BLOCK, rows - i), columns);
  }
}

// @ts-ignore: decorator
@inline
function copyRow<T>(from: usize, to: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at + 32 <= bytes; at += 32) {
    v128.store(to + at, v128.load(from + at));
    v128.store(to + at, v128.load(from + at, 16), 16);
  }
  for (; at < bytes; at += sizeof<T>()) store<T>(to + at, load<T>(from + at));
}

// @ts-ignore: decorator
@inline
function element<T>(at: usize, width: usize, row: i32, column: i32): usize {
  return at + (<usize>row * width + <usize>column) * sizeof<T>();
}

/** A few rows: squares as wide as a vector, and what is left of rows and columns. */
function turnRows<T>(from: usize, fromWidth: usize, to: usize, toWidth: usize, rows: i32, columns: i32): void {
  const lanes = 16 / <i32>sizeof<T>();
  const whole = rows - rows % lanes;
  let j = 0;
  for (; j + lanes <= columns; j += lanes) {
    const source = element<T>(from, fromWidth, 0, j), target = element<T>(to, toWidth, j, 0);
    for (let i = 0; i < whole; i += lanes) {
      turnSquare<T>(element<T>(source, fromWidth, i, 0), fromWidth, element<T>(target, toWidth, 0, i), toWidth);
    }
    turnElements<T>(source, fromWidth, target, toWidth, whole, rows, lanes);
  }
  turnElements<T>(element<T>(from, fromWidth, 0, j), fromWidth, element<T>(to, toWidth, j, 0), toWidth, 0, rows, columns - j);
}

/** Rows `first` … `end` of some columns, one by one. */
function turnElements<T>(from: usize, fromWidth: usize, to: usize, toWidth: usize, first: i32, end: i32, columns: i32): void {
  for (let j = 0; j < columns; j++) {
    for (let i = first; i < end; i++) {
      store<T>(element<T>(to, toWidth, j, i), load<T>(element<T>(from, fromWidth, i, j)));
    }
  }
}

// @ts-ignore: decorator
@inline
function turnSquare<T>(from: usize, fromWidth: usize, to: usize, toWidth: usize): void {
  const down = fromWidth * sizeof<T>(), across = toWidth * sizeof<T>();
  const a = v128.load(from), b = v128.load(from + down);
  if (sizeof<T>() == 8) {
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to + across, v128.shuffle<f64>(a, b, 1, 3));
    return;
  }
  const c = v128.load(from + 2 * down), d = v128.load(from + 3 * down);
  const evenAB = v128.shuffle<f32>(a, b, 0, 4, 2, 6), oddAB = v128.shuffle<f32>(a, b, 1, 5, 3, 7);
  const evenCD = v128.shuffle<f32>(c, d, 0, 4, 2, 6), oddCD = v128.shuffle<f32>(c, d, 1, 5, 3, 7);
  v128.store(to, v128.shuffle<f64>(evenAB, evenCD, 0, 2));
  v128.store(to + across, v128.shuffle<f64>(oddAB, oddCD, 0, 2));
  v128.store(to + 2 * across, v128.shuffle<f64>(evenAB, evenCD, 1, 3));
  v128.store(to + 3 * across, v128.shuffle<f64>(oddAB, oddCD, 1, 3));
}

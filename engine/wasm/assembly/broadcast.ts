// Rows of broadcast operands: each operand is a row of as many elements or (step 0) one number for all.

const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;

// @ts-ignore: decorator
@inline
function lanes<T>(): i32 {
  return 16 / <i32>sizeof<T>();
}

/** An operand's next vector. */
// @ts-ignore: decorator
@inline
function vector<T>(at: usize, step: i32): v128 {
  return step ? v128.load(at) : v128.splat<T>(load<T>(at));
}

// @ts-ignore: decorator
@inline
function vectors<T>(operation: i32, x: v128, y: v128): v128 {
  if (operation == ADD) return v128.add<T>(x, y);
  if (operation == SUBTRACT) return v128.sub<T>(x, y);
  return v128.mul<T>(x, y);
}

// @ts-ignore: decorator
@inline
function numbers<T>(operation: i32, x: T, y: T): T {
  if (operation == ADD) return <T>(x + y);
  if (operation == SUBTRACT) return <T>(x - y);
  return <T>(x * y);
}

// @ts-ignore: decorator
@inline
function combined<T>(
  operation: i32, to: usize, x: usize, xStep: usize, y: usize, yStep: usize, length: i32,
): void {
  let rest = length;
  for (; rest >= lanes<T>(); rest -= lanes<T>()) {
    v128.store(to, vectors<T>(operation, vector<T>(x, xStep), vector<T>(y, yStep)));
    to += 16;
    x += 16 * xStep;
    y += 16 * yStep;
  }
  for (; rest > 0; rest--) {
    store<T>(to, numbers<T>(operation, load<T>(x), load<T>(y)));
    to += sizeof<T>();
    x += sizeof<T>() * xStep;
    y += sizeof<T>() * yStep;
  }
}

/** x + y */
// @ts-ignore: decorator
@inline
export function addRow<T>(to: usize, x: usize, xStep: i32, y: usize, yStep: i32, length: i32): void {
  combined<T>(ADD, to, x, xStep, y, yStep, length);
}

/** x − y */
// @ts-ignore: decorator
@inline
export function subRow<T>(to: usize, x: usize, xStep: i32, y: usize, yStep: i32, length: i32): void {
  combined<T>(SUBTRACT, to, x, xStep, y, yStep, length);
}

/** x·y */
// @ts-ignore: decorator
@inline
export function mulRow<T>(to: usize, x: usize, xStep: i32, y: usize, yStep: i32, length: i32): void {
  combined<T>(MULTIPLY, to, x, xStep, y, yStep, length);
}

/** Truth values, a byte each, as lanes of ones and of zeros. */
// @ts-ignore: decorator
@inline
function mask<T>(condition: usize): v128 {
  if (sizeof<T>() == 8) {
    const words = i16x8.extend_low_i8x16_u(v128.load16_splat(condition));
    return i64x2.neg(i64x2.extend_low_i32x4_u(i32x4.extend_low_i16x8_u(words)));
  }
  const words = i16x8.extend_low_i8x16_u(v128.load32_splat(condition));
  return i32x4.neg(i32x4.extend_low_i16x8_u(words));
}

/** condition ? x : y, by a byte for each element. */
// @ts-ignore: decorator
@inline
export function chooseRow<T>(
  to: usize, condition: usize, x: usize, xStep: i32, y: usize, yStep: i32, length: i32,
): void {
  let rest = length;
  for (; rest >= lanes<T>(); rest -= lanes<T>()) {
    v128.store(to, v128.bitselect(vector<T>(x, xStep), vector<T>(y, yStep), mask<T>(condition)));
    to += 16;
    condition += lanes<T>();
    x += 16 * xStep;
    y += 16 * yStep;
  }
  for (; rest > 0; rest--) {
    store<T>(to, load<u8>(condition) ? load<T>(x) : load<T>(y));
    to += sizeof<T>();
    condition += 1;
    x += sizeof<T>() * xStep;
    y += sizeof<T>() * yStep;
  }
}

// Generates micro.ts: what must be unrolled by hand for each float type and number of rows.
//
// Packed operands are panels: step k of a panel w wide is w neighbouring elements, so that the
// micro-kernel reads both operands without gaps. "Across" packs rows that run along k (a transposition
// in registers), "along" packs rows that run along the panel. A width that is no multiple of the
// vector's is covered by overlapping vectors: the last one starts at w − lanes.
//
// The shape of the micro-kernel is what every V8 compiles without spilling: accumulators loaded from
// memory, `while (k > 0)`, no unrolling over k. They start from C, or from a row of zeros where the
// product begins, and run over k in order, so that an element's bits do not depend on how the product
// is cut into blocks.

/** @typedef {{ type: "f64" | "f32", bits: 64 | 32, lanes: 2 | 4, size: 8 | 4, vector: string }} Float */

/** @type {readonly Float[]} */
const floats = [
  { type: "f64", bits: 64, lanes: 2, size: 8, vector: "f64x2" },
  { type: "f32", bits: 32, lanes: 4, size: 4, vector: "f32x4" },
];

const range = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => i);
const lines = (/** @type {string[]} */ parts) => parts.join("\n");

/** C (rows × 2 vectors) = start ± A panel · B panel over kc steps; ldc and ldStart in bytes. */
function micro(/** @type {Float} */ float, /** @type {number} */ rows, /** @type {string} */ name) {
  const { bits, lanes, size, type } = float;
  const multiplyAdd = (name === "micro" ? "madd" : "nmadd") + bits;
  const row = (/** @type {number} */ i) => `
    const a${i} = v128.load_splat<${type}>(a, ${i * size});
    c${i}0 = ${multiplyAdd}(a${i}, b0, c${i}0);
    c${i}1 = ${multiplyAdd}(a${i}, b1, c${i}1);`;
  return `
export function ${name}${bits}(
  kc: i32, a: usize, b: usize, c: usize, ldc: usize, start: usize, ldStart: usize,
): void {
${lines(range(rows).map((i) => `  const r${i} = c + ${i} * ldc, s${i} = start + ${i} * ldStart;`))}
${lines(range(rows).map((i) => `  let c${i}0 = v128.load(s${i}), c${i}1 = v128.load(s${i}, 16);`))}
  let k = kc;
  while (k > 0) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);${lines(range(rows).map(row))}
    a += ${rows * size};
    b += ${2 * lanes * size};
    k -= 1;
  }
${lines(range(rows).map((i) => `  v128.store(r${i}, c${i}0);\n  v128.store(r${i}, c${i}1, 16);`))}
}`;
}

/**
 * The same where A is no panel but lies in memory with gaps: element (i, k) is at
 * a + offsets[k] + i·aRow. One load a step costs less than a second loop over pieces.
 */
function microStrided(/** @type {Float} */ float, /** @type {number} */ rows) {
  const { bits, lanes, size, type } = float;
  const row = (/** @type {number} */ i) => `
    const a${i} = v128.load_splat<${type}>(at${i === 0 ? "" : ` + o${i}`});
    c${i}0 = madd${bits}(a${i}, b0, c${i}0);
    c${i}1 = madd${bits}(a${i}, b1, c${i}1);`;
  return `
export function microStrided${bits}(
  kc: i32, offsets: usize, a: usize, aRow: usize, b: usize,
  c: usize, ldc: usize, start: usize, ldStart: usize,
): void {
${lines(range(rows).map((i) => `  const o${i} = ${i} * aRow, s${i} = start + ${i} * ldStart;`))}
${lines(range(rows).map((i) => `  let c${i}0 = v128.load(s${i}), c${i}1 = v128.load(s${i}, 16);`))}
  let k = kc;
  while (k > 0) {
    const at = a + load<u32>(offsets);
    const b0 = v128.load(b), b1 = v128.load(b, 16);${lines(range(rows).map(row))}
    offsets += 4;
    b += ${2 * lanes * size};
    k -= 1;
  }
${lines(range(rows).map((i) => `  v128.store(c + ${i} * ldc, c${i}0);\n  v128.store(c + ${i} * ldc, c${i}1, 16);`))}
}`;
}

/** The same of packed operands of which some steps are left out: B's step k is at b + offsets[k]. */
function microGathered(/** @type {Float} */ float, /** @type {number} */ rows) {
  const { bits, size, type } = float;
  const row = (/** @type {number} */ i) => `
    const a${i} = v128.load_splat<${type}>(a, ${i * size});
    c${i}0 = madd${bits}(a${i}, b0, c${i}0);
    c${i}1 = madd${bits}(a${i}, b1, c${i}1);`;
  return `
export function microGathered${bits}(
  kc: i32, offsets: usize, a: usize, b: usize, c: usize, ldc: usize,
): void {
${lines(range(rows).map((i) => `  let c${i}0 = ${float.vector}.splat(0), c${i}1 = c${i}0;`))}
  let k = kc;
  while (k > 0) {
    const at = b + load<u32>(offsets);
    const b0 = v128.load(at), b1 = v128.load(at, 16);${lines(range(rows).map(row))}
    a += ${rows * size};
    offsets += 4;
    k -= 1;
  }
${lines(range(rows).map((i) => `  v128.store(c + ${i} * ldc, c${i}0);\n  v128.store(c + ${i} * ldc, c${i}1, 16);`))}
}`;
}

/** Offsets of the vectors that cover a width, the last one overlapping if need be. */
function cover(/** @type {number} */ width, /** @type {number} */ lanes) {
  return range(Math.ceil(width / lanes)).map((i) => Math.min(i * lanes, width - lanes));
}

/** Transposes a square of vectors in registers: row names in, column names out. */
function transpose(/** @type {Float} */ { lanes, type }, /** @type {string} */ prefix) {
  const shuffle = (
    /** @type {string} */ a,
    /** @type {string} */ b,
    /** @type {number[]} */ lane,
  ) => `v128.shuffle<${type}>(${prefix}${a}, ${prefix}${b}, ${lane.join(", ")})`;
  const set = (/** @type {string} */ name, /** @type {string} */ value) =>
    `const ${prefix}${name} = ${value};`;
  if (lanes === 2) {
    return [set("t0", shuffle("0", "1", [0, 2])), set("t1", shuffle("0", "1", [1, 3]))];
  }
  return [
    set("l0", shuffle("0", "1", [0, 4, 1, 5])),
    set("l1", shuffle("2", "3", [0, 4, 1, 5])),
    set("h0", shuffle("0", "1", [2, 6, 3, 7])),
    set("h1", shuffle("2", "3", [2, 6, 3, 7])),
    set("t0", shuffle("l0", "l1", [0, 1, 4, 5])),
    set("t1", shuffle("l0", "l1", [2, 3, 6, 7])),
    set("t2", shuffle("h0", "h1", [0, 1, 4, 5])),
    set("t3", shuffle("h0", "h1", [2, 3, 6, 7])),
  ];
}

/** Names of a group of `lanes` rows from row `offset` on, unique within a function. */
const group = (/** @type {number} */ offset) => `g${offset}_`;

/** Panels w wide from `major` rows that run along k, `stride` bytes apart. */
function packAcross(
  /** @type {Float} */ float,
  /** @type {number} */ width,
  /** @type {string} */ name,
) {
  const { lanes, size, type, bits } = float;
  const offsets = cover(width, lanes);
  const loads = offsets.map((offset) =>
    lines([
      ...range(lanes).map(
        (i) => `      const ${group(offset)}${i} = v128.load(row + ${offset + i} * stride);`,
      ),
      ...transpose(float, group(offset)).map((line) => `      ${line}`),
    ]),
  );
  const stores = range(lanes).flatMap((step) =>
    offsets.map(
      (offset) =>
        `      v128.store(to, ${group(offset)}t${step}, ${(step * width + offset) * size});`,
    ),
  );
  return `
export function packAcross${name}${bits}(
  dst: usize, panelStride: usize, src: usize, stride: usize, major: i32, depth: i32,
): void {
  const whole = depth & ~${lanes - 1};
  for (let first = 0; first < major; first += ${width}) {
    let to = dst, row = src;
    const count = min(${width}, major - first);
    const fast = count == ${width} ? whole : 0;
    for (let k = 0; k < fast; k += ${lanes}) {
${lines(loads)}
${lines(stores)}
      to += ${lanes * width * size};
      row += 16;
    }
    gather<${type}>(to, ${width}, row, stride, ${size}, count, depth - fast);
    dst += panelStride;
    src += ${width} * stride;
  }
}`;
}

/** Panels w wide from `depth` rows, `stride` bytes apart, that run along the panels. */
function packAlong(
  /** @type {Float} */ float,
  /** @type {number} */ width,
  /** @type {string} */ name,
) {
  const { lanes, size, type, bits } = float;
  const copies = cover(width, lanes).map(
    (offset) => `      v128.store(to, v128.load(row, ${offset * size}), ${offset * size});`,
  );
  return `
export function packAlong${name}${bits}(
  dst: usize, panelStride: usize, src: usize, stride: usize, major: i32, depth: i32,
): void {
  for (let first = 0; first < major; first += ${width}) {
    let to = dst, row = src;
    const count = min(${width}, major - first);
    const fast = count == ${width} ? depth : 0;
    for (let k = 0; k < fast; k++) {
${lines(copies)}
      to += ${width * size};
      row += stride;
    }
    gather<${type}>(to, ${width}, row, ${size}, stride, count, depth - fast);
    dst += panelStride;
    src += ${width * size};
  }
}`;
}

/** B-wide panels back to `major` rows that run along k: the inverse of packAcrossB. */
function unpackAcross(/** @type {Float} */ float) {
  const { lanes, size, type, bits } = float;
  const width = 2 * lanes;
  const body = cover(width, lanes).map((offset) =>
    lines([
      ...range(lanes).map(
        (step) =>
          `      const ${group(offset)}${step} = v128.load(from, ${(step * width + offset) * size});`,
      ),
      ...transpose(float, group(offset)).map((line) => `      ${line}`),
      ...range(lanes).map(
        (i) => `      v128.store(row + ${offset + i} * stride, ${group(offset)}t${i});`,
      ),
    ]),
  );
  return `
export function unpackAcross${bits}(
  dst: usize, stride: usize, src: usize, panelStride: usize, major: i32, depth: i32,
): void {
  const whole = depth & ~${lanes - 1};
  for (let first = 0; first < major; first += ${width}) {
    let from = src, row = dst;
    const count = min(${width}, major - first);
    const fast = count == ${width} ? whole : 0;
    for (let k = 0; k < fast; k += ${lanes}) {
${lines(body)}
      from += ${lanes * width * size};
      row += 16;
    }
    scatter<${type}>(row, stride, ${size}, from, ${width}, count, depth - fast);
    src += panelStride;
    dst += ${width} * stride;
  }
}`;
}

/** B-wide panels back to `depth` rows that run along the panels: the inverse of packAlongB. */
function unpackAlong(/** @type {Float} */ { lanes, size, type, bits }) {
  const width = 2 * lanes;
  return `
export function unpackAlong${bits}(
  dst: usize, stride: usize, src: usize, panelStride: usize, major: i32, depth: i32,
): void {
  for (let first = 0; first < major; first += ${width}) {
    let from = src, row = dst;
    const count = min(${width}, major - first);
    const fast = count == ${width} ? depth : 0;
    for (let k = 0; k < fast; k++) {
      v128.store(row, v128.load(from));
      v128.store(row, v128.load(from, 16), 16);
      from += ${width * size};
      row += stride;
    }
    scatter<${type}>(row, ${size}, stride, from, ${width}, count, depth - fast);
    src += panelStride;
    dst += ${width * size};
  }
}`;
}

/**
 * The text of micro.ts.
 *
 * @param {import("./variants.mjs").Variant} variant
 */
export function generateMicro({ rows }) {
  const functions = floats.flatMap((float) => [
    micro(float, rows, "micro"),
    micro(float, rows, "microSubtract"),
    microStrided(float, rows),
    microGathered(float, rows),
    packAcross(float, rows, "A"),
    packAlong(float, rows, "A"),
    packAcross(float, 2 * float.lanes, "B"),
    packAlong(float, 2 * float.lanes, "B"),
    unpackAcross(float),
    unpackAlong(float),
  ]);
  return lines([
    'import { gather, scatter } from "./shared/gather";',
    'import { madd32, madd64, nmadd32, nmadd64 } from "./shared/variant";',
    ...functions,
    "",
  ]);
}

import { wasm } from "./loader.js";

/** Matrices outside the shared memory: row-major, any buffer. */
export type Floats = Float64Array | Float32Array;

/** Bytes of an element. */
export type FloatSize = 8 | 4;

export function sizeOfFloat(data: Floats): FloatSize {
  return data instanceof Float64Array ? 8 : 4;
}

const views: { 8?: Float64Array; 4?: Float32Array } = {};

/** The whole shared memory as elements of a size; index = address / size. */
export function memoryAs(size: FloatSize): Floats {
  const { buffer } = wasm().memory;
  const known = views[size];
  if (known?.buffer === buffer) return known;
  return size === 8 ? (views[8] = new Float64Array(buffer)) : (views[4] = new Float32Array(buffer));
}

/** Copies `length` elements of `data` from index `start` on to an address. */
export function copyIn(ptr: number, data: Floats, start: number, length: number): void {
  const size = sizeOfFloat(data);
  memoryAs(size).set(data.subarray(start, start + length), ptr / size);
}

/** The inverse of copyIn. */
export function copyOut(data: Floats, start: number, ptr: number, length: number): void {
  const size = sizeOfFloat(data);
  data.set(memoryAs(size).subarray(ptr / size, ptr / size + length), start);
}

/** The compiled kernels of one float type. */
export function floatKernels(size: FloatSize) {
  return size === 8 ? doubleKernels() : singleKernels();
}

function doubleKernels() {
  const { exports } = wasm();
  return {
    packAcross: { A: exports.packAcrossA64, B: exports.packAcrossB64 },
    packAlong: { A: exports.packAlongA64, B: exports.packAlongB64 },
    unpackAcross: exports.unpackAcross64,
    unpackAlong: exports.unpackAlong64,
    multiply: exports.multiply64,
    multiplySubtract: exports.multiplySubtract64,
    solve: exports.solve64,
    repack: exports.repack64,
    factor: exports.factor64,
    reverse: exports.reverse64,
  };
}

function singleKernels(): ReturnType<typeof doubleKernels> {
  const { exports } = wasm();
  return {
    packAcross: { A: exports.packAcrossA32, B: exports.packAcrossB32 },
    packAlong: { A: exports.packAlongA32, B: exports.packAlongB32 },
    unpackAcross: exports.unpackAcross32,
    unpackAlong: exports.unpackAlong32,
    multiply: exports.multiply32,
    multiplySubtract: exports.multiplySubtract32,
    solve: exports.solve32,
    repack: exports.repack32,
    factor: exports.factor32,
    reverse: exports.reverse32,
  };
}

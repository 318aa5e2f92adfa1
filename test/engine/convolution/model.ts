// The convolution by its definition, one tap at a time, in float64.
import { NDArray } from "../../../engine/array/ndarray.js";

export interface Case {
  readonly x: NDArray<"float64">;
  readonly w: NDArray<"float64">;
  readonly strides: readonly [number, number];
  readonly padding: readonly (readonly [number, number])[];
  readonly dilation: readonly [number, number];
  readonly inputDilation: readonly [number, number];
  readonly groups: number;
}

export function at(a: NDArray, ...index: number[]): number {
  return a.data[index.reduce((flat, i, axis) => flat * (a.shape[axis] as number) + i, 0)] as number;
}

/** The pixel i with i·b = o·s + k·d − p, or none. */
function pixel(one: Case, axis: 0 | 1, place: number, tap: number): number | undefined {
  const low = one.padding[axis]?.[0] ?? 0;
  const dilated = place * one.strides[axis] + tap * one.dilation[axis] - low;
  const i = dilated / one.inputDilation[axis];
  return Number.isInteger(i) && i >= 0 && i < (one.x.shape[1 + axis] as number) ? i : undefined;
}

function places(one: Case, axis: 0 | 1): number {
  const [low, high] = one.padding[axis] ?? [0, 0];
  const span = (n: number, apart: number) => (n - 1) * apart + 1;
  const room = span(one.x.shape[1 + axis] as number, one.inputDilation[axis]) + low + high;
  const window = span(one.w.shape[axis] as number, one.dilation[axis]);
  return Math.floor((room - window) / one.strides[axis]) + 1;
}

export function modelShape(one: Case): [number, number, number, number] {
  const [images = 0] = one.x.shape;
  return [images, places(one, 0), places(one, 1), one.w.shape[3] as number];
}

/** Every product of the convolution: the flat places of its factors and of the sum it belongs to. */
function forEachProduct(one: Case, visit: (x: number, w: number, out: number) => void): void {
  const [images, height, width, filters] = modelShape(one);
  const [, H = 0, W = 0, C = 0] = one.x.shape;
  const [kh = 0, kw = 0, taken = 0] = one.w.shape;
  let out = 0;
  for (let n = 0; n < images; n++)
    for (let oy = 0; oy < height; oy++)
      for (let ox = 0; ox < width; ox++)
        for (let f = 0; f < filters; f++, out++) {
          const group = Math.floor(f / (filters / one.groups));
          for (let ky = 0; ky < kh; ky++)
            for (let kx = 0; kx < kw; kx++) {
              const [y, x] = [pixel(one, 0, oy, ky), pixel(one, 1, ox, kx)];
              if (y === undefined || x === undefined) continue;
              for (let c = 0; c < taken; c++) {
                const from = ((n * H + y) * W + x) * C + group * taken + c;
                visit(from, ((ky * kw + kx) * taken + c) * filters + f, out);
              }
            }
        }
}

const zerosOf = (shape: readonly number[]) =>
  new NDArray(new Float64Array(shape.reduce((a, b) => a * b, 1)), shape, "float64");

const plus = (a: NDArray, i: number, value: number): void => {
  a.data[i] = (a.data[i] as number) + value;
};

export function modelConv(one: Case): NDArray<"float64"> {
  const out = zerosOf(modelShape(one));
  forEachProduct(one, (x, w, o) => plus(out, o, at(flat(one.x), x) * at(flat(one.w), w)));
  return out;
}

export function modelInputGradient(one: Case, g: NDArray): NDArray<"float64"> {
  const out = zerosOf(one.x.shape);
  forEachProduct(one, (x, w, o) => plus(out, x, at(flat(g), o) * at(flat(one.w), w)));
  return out;
}

export function modelKernelGradient(one: Case, g: NDArray): NDArray<"float64"> {
  const out = zerosOf(one.w.shape);
  forEachProduct(one, (x, w, o) => plus(out, w, at(flat(g), o) * at(flat(one.x), x)));
  return out;
}

const flat = (a: NDArray): NDArray => new NDArray(a.data, [a.size], a.dtype);

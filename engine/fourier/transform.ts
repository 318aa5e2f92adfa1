/** Real and imaginary parts of a complex vector. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A discrete Fourier transform of one length, X_k = Σ_n x_n e^(∓2πi kn/N), not normalised, in place. */
export type Transform = (x: Complex) => void;

/** −1: the transform; 1: the inverse, but for the division by N. */
export type Sign = -1 | 1;

const plans = new Map<string, Transform>();

/** Plans kept: lengths in use are few. */
const MOST_PLANS = 64;

/**
 * The transform of a length: Cooley and Tukey's (1965) in radix 2 where it is a power of two, otherwise
 * Bluestein's (1970) through the next sufficient one, so that every length costs N log N.
 */
export function transformOf(length: number, sign: Sign): Transform {
  const name = `${length} ${sign}`;
  const known = plans.get(name);
  if (known !== undefined) return known;
  const isPower = (length & (length - 1)) === 0;
  const plan = isPower ? radixTwo(length, sign) : bluestein(length, sign);
  if (plans.size >= MOST_PLANS) plans.clear();
  plans.set(name, plan);
  return plan;
}

/** e^(sign·2πi k/N) for k < count, each angle reduced so that it is exact to the last digits. */
function roots(length: number, sign: Sign, count: number): Complex {
  const re = Float64Array.from({ length: count }, (_, k) => cosine(k, length));
  const im = Float64Array.from({ length: count }, (_, k) => sign * cosine(k - length / 4, length));
  return { re, im };
}

/** cos 2πk/N through the smallest equivalent angle. */
function cosine(k: number, length: number): number {
  const turn = Math.abs(k % length) / length;
  const half = turn > 0.5 ? 1 - turn : turn;
  if (half > 0.25) return -cosine(0.5 - half, 1);
  return half > 0.125 ? Math.sin(2 * Math.PI * (0.25 - half)) : Math.cos(2 * Math.PI * half);
}

function radixTwo(length: number, sign: Sign): Transform {
  const reversed = bitReversed(length);
  const { re: c, im: s } = roots(length, sign, length >> 1);
  return ({ re, im }) => {
    for (let i = 0; i < length; i++) {
      const j = reversed[i] as number;
      if (j > i) swap(re, im, i, j);
    }
    for (let half = 1; half < length; half *= 2) {
      const step = length / (2 * half);
      for (let first = 0; first < length; first += 2 * half) {
        for (let k = 0; k < half; k++) {
          const [a, b] = [first + k, first + k + half];
          const [wr, wi] = [c[k * step] as number, s[k * step] as number];
          const [br, bi] = [re[b] as number, im[b] as number];
          const [tr, ti] = [br * wr - bi * wi, br * wi + bi * wr];
          const [ar, ai] = [re[a] as number, im[a] as number];
          re[a] = ar + tr;
          im[a] = ai + ti;
          re[b] = ar - tr;
          im[b] = ai - ti;
        }
      }
    }
  };
}

function swap(re: Float64Array, im: Float64Array, i: number, j: number): void {
  const [a, b] = [re[i] as number, im[i] as number];
  re[i] = re[j] as number;
  im[i] = im[j] as number;
  re[j] = a;
  im[j] = b;
}

function bitReversed(length: number): Uint32Array {
  const out = new Uint32Array(length);
  for (let i = 1; i < length; i++) {
    out[i] = ((out[i >> 1] as number) >> 1) | (i & 1 ? length >> 1 : 0);
  }
  return out;
}

/**
 * kn = (k² + n² − (k − n)²)/2 makes the transform a convolution with the chirp e^(∓πi n²/N), which is
 * computed through transforms of a power of two.
 */
function bluestein(length: number, sign: Sign): Transform {
  const padded = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const [forward, backward] = [radixTwo(padded, -1), radixTwo(padded, 1)];
  // n² modulo 2N, so that the angle stays exact.
  const squares = Float64Array.from({ length }, (_, n) => (n * n) % (2 * length));
  const table = roots(2 * length, sign, 2 * length);
  const chirp = {
    re: squares.map((q) => table.re[q] as number),
    im: squares.map((q) => table.im[q] as number),
  };
  const filter = { re: new Float64Array(padded), im: new Float64Array(padded) };
  for (let n = 0; n < length; n++) {
    for (const at of n === 0 ? [0] : [n, padded - n]) {
      filter.re[at] = chirp.re[n] as number;
      filter.im[at] = -(chirp.im[n] as number);
    }
  }
  forward(filter);
  return ({ re, im }) => {
    const work = { re: new Float64Array(padded), im: new Float64Array(padded) };
    multiply(work, { re, im }, chirp, length);
    forward(work);
    multiply(work, work, filter, padded);
    backward(work);
    multiply({ re, im }, work, chirp, length);
    for (let k = 0; k < length; k++) {
      re[k] = (re[k] as number) / padded;
      im[k] = (im[k] as number) / padded;
    }
  };
}

/** out = a·b, element by element. */
function multiply(out: Complex, a: Complex, b: Complex, count: number): void {
  for (let i = 0; i < count; i++) {
    const [ar, ai] = [a.re[i] as number, a.im[i] as number];
    const [br, bi] = [b.re[i] as number, b.im[i] as number];
    out.re[i] = ar * br - ai * bi;
    out.im[i] = ar * bi + ai * br;
  }
}

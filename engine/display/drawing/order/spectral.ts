/**
 * Spectral seriation: rows by their entry in the Fiedler vector, the second eigenvector of the
 * normalised affinities D^(−1/2) W D^(−1/2) (Shi & Malik 2000), W = exp(−d²/median d²).
 */
import type { Square } from "./distances.js";

const MOST_STEPS = 500;
/** Places change no more long before the vector has all its digits. */
const CLOSE = 1e-7;

/** For every place the row that stands there. */
export function spectralOrder(distances: Square): Int32Array {
  const { n } = distances;
  const { values: w, roots } = normalised(distances);
  let vector = deflated(
    Float64Array.from({ length: n }, (_, i) => i - (n - 1) / 2),
    roots,
  );
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = deflated(lazyStep(w, vector), roots);
    const change = next.reduce(
      (most, x, i) => Math.max(most, Math.abs(x - (vector[i] as number))),
      0,
    );
    vector = next;
    if (change < CLOSE) break;
  }
  const place = vector.map((x, i) => x / (roots[i] as number));
  return Int32Array.from(place.keys()).sort(
    (i, j) => (place[i] as number) - (place[j] as number) || i - j,
  );
}

function normalised({ n, values }: Square): { values: Float64Array; roots: Float64Array } {
  const scale = median(values);
  const w = values.map((d) => Math.exp(-d / scale));
  const roots = Float64Array.from({ length: n }, (_, i) => {
    let degree = 0;
    for (let j = 0; j < n; j++) degree += w[i * n + j] as number;
    return Math.sqrt(degree);
  });
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      w[i * n + j] = (w[i * n + j] as number) / ((roots[i] as number) * (roots[j] as number));
    }
  }
  return { values: w, roots };
}

/** Of the distances that are not zero, from a sample. */
function median(values: Float64Array): number {
  const stride = Math.max(1, Math.floor(values.length / 10_000));
  const sample = values.filter((value, i) => i % stride === 0 && value > 0).sort();
  return sample[Math.floor(sample.length / 2)] ?? 1;
}

/** ½(I + W)x: the same eigenvectors, and none with an eigenvalue below zero. */
function lazyStep(w: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  return x.map((own, i) => {
    let sum = own;
    for (let j = 0; j < n; j++) sum += (w[i * n + j] as number) * (x[j] as number);
    return sum / 2;
  });
}

/** Without its part along the first eigenvector D^(1/2)·1, and of length 1. */
function deflated(x: Float64Array, first: Float64Array): Float64Array {
  const dot = (a: Float64Array, b: Float64Array) =>
    a.reduce((s, v, i) => s + v * (b[i] as number), 0);
  const share = dot(x, first) / dot(first, first);
  const rest = x.map((value, i) => value - share * (first[i] as number));
  const length = Math.sqrt(dot(rest, rest));
  return length === 0 ? rest : rest.map((value) => value / length);
}

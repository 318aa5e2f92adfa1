// eᴬ by scaling and squaring with Padé approximants (Higham 2005, algorithm 2.3): r_m(A) = q⁻¹ p with
// p, q = V ± U, exact to the unit roundoff of float64 where ‖A‖₁ ≤ θ_m.
import { multiplyInto } from "../wasm/product.js";
import { factorGeneral, solveFactoredInto } from "../wasm/general-systems.js";

/** Numerator coefficients b₀ … b_m of each degree m, and θ_m. */
const APPROXIMANTS: readonly { readonly limit: number; readonly b: readonly number[] }[] = [
  { limit: 1.495585217958292e-2, b: [120, 60, 12, 1] },
  { limit: 2.53939833006323e-1, b: [30240, 15120, 3360, 420, 30, 1] },
  {
    limit: 9.504178996162932e-1,
    b: [17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1],
  },
  {
    limit: 2.097847961257068,
    b: [
      ...[17643225600, 8821612800, 2075673600, 302702400, 30270240],
      ...[2162160, 110880, 3960, 90, 1],
    ],
  },
  {
    limit: 5.371920351148152,
    b: [
      ...[64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800],
      ...[129060195264000, 10559470521600, 670442572800, 33522128640],
      ...[1323241920, 40840800, 960960, 16380, 182, 1],
    ],
  },
];

/** eᴬ of an n × n matrix. */
export function exponential(a: Float64Array, n: number): Float64Array {
  const norm = oneNorm(a, n);
  if (!Number.isFinite(norm)) return a.map(() => NaN);
  const chosen = APPROXIMANTS.find(({ limit }) => norm <= limit);
  if (chosen !== undefined) return approximant(a, n, chosen.b);
  const { limit, b } = APPROXIMANTS[APPROXIMANTS.length - 1] as (typeof APPROXIMANTS)[number];
  const squarings = Math.max(0, Math.ceil(Math.log2(norm / limit)));
  let result = approximant(
    a.map((value) => value * 2 ** -squarings),
    n,
    b,
  );
  for (let i = 0; i < squarings; i++) result = times(result, result, n);
  return result;
}

/** The largest column sum. */
function oneNorm(a: Float64Array, n: number): number {
  const sums = new Float64Array(n);
  a.forEach((value, i) => (sums[i % n] = (sums[i % n] as number) + Math.abs(value)));
  return n === 0 ? 0 : Math.max(...sums);
}

/** Odd powers make up U = A·W, even ones V. */
function approximant(a: Float64Array, n: number, b: readonly number[]): Float64Array {
  const square = times(a, a, n);
  const [w, v] = b.length === 14 ? thirteenth(square, n, b) : byPowers(square, n, b);
  const u = times(a, w, n);
  const numerator = v.map((value, i) => value + (u[i] as number));
  const denominator = v.map((value, i) => value - (u[i] as number));
  const factors = factorGeneral(denominator, n, n);
  const out = new Float64Array(n * n);
  solveFactoredInto({ ...factors, n, b: numerator, columns: n, out, transpose: false });
  return out;
}

type Parts = readonly [w: Float64Array, v: Float64Array];

function byPowers(square: Float64Array, n: number, b: readonly number[]): Parts {
  const [w, v] = [scaledIdentity(n, b[1] as number), scaledIdentity(n, b[0] as number)];
  let power = square;
  for (let k = 2; k < b.length; k += 2) {
    if (k > 2) power = times(power, square, n);
    addScaled(v, b[k] as number, power);
    addScaled(w, b[k + 1] as number, power);
  }
  return [w, v];
}

/** Degree 13 with six products instead of eight (Higham 2005, eqs. 2.7–2.8). */
function thirteenth(square: Float64Array, n: number, b: readonly number[]): Parts {
  const fourth = times(square, square, n);
  const sixth = times(fourth, square, n);
  const sum = (start: number, offset: number): Float64Array => {
    const result = scaledIdentity(n, start);
    [square, fourth, sixth].forEach((power, k) => {
      addScaled(result, b[offset + 2 * k] as number, power);
    });
    return result;
  };
  const [w, v] = [sum(b[1] as number, 3), sum(b[0] as number, 2)];
  addScaled(w, 1, times(sixth, sum(0, 9), n));
  addScaled(v, 1, times(sixth, sum(0, 8), n));
  return [w, v];
}

function times(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  const operands = {
    a: { data: a, columns: n, direction: "across" },
    b: { data: b, columns: n, direction: "along" },
  } as const;
  multiplyInto({ out, m: n, n, k: n, symmetric: false, ...operands });
  return out;
}

function scaledIdentity(n: number, value: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * (n + 1)] = value;
  return result;
}

/** y += a x */
function addScaled(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] as number) + a * (x[i] as number);
}

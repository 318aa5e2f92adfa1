import type { TileStep } from "../kernel/map.js";
import { chebyshevCoefficients, chebyshevPoints } from "./chebyshev.js";

/** Coefficients of a piece, as engine/wasm/assembly/shared/tile-table.ts reads them. */
const TERMS = 13;

const PARITIES = { odd: 0, even: 1, neither: 2 } as const;

/** Whether φ(−x) is −φ(x), φ(x) or neither. */
export type Parity = keyof typeof PARITIES;

/** A point of a map of correlations c: half the angle's sine y = sin(θ/2), c = 1 − 2y². */
export interface CorrelationMap {
  readonly parity: Parity;
  /** The power of y that h′ = (1 − c′)/2 has at y = 0; it is divided out below. */
  readonly powers: 0 | 1 | 2;
  /** h′/y^powers and Ḋ without its row factors, for c from 1 to 0: y from 0 to √½. */
  readonly near: (y: number) => readonly [complement: number, slope: number];
  /**
   * h′ and Ḋ for c from −1 to 0, y now of −c; only where the parity is neither.
   */
  readonly mirrored?: (y: number) => readonly [complement: number, slope: number];
  /** Octaves of y² = s with pieces of their own: enough that below them a polynomial does. */
  readonly octaves?: number;
}

/** The step that applies the map to pairs; `factors` are the row factors of Ḋ. */
export function tableStep(map: CorrelationMap, factors: Float64Array): TileStep {
  const { octaves = 6, powers, parity } = map;
  const pieces = pieceEnds(octaves);
  const halves = parity === "neither" && map.mirrored ? [map.near, map.mirrored] : [map.near];
  const records = halves.flatMap((values) => pieces.map((ends) => record(values, ends)));
  return {
    opcode: "table",
    constants: [-2 * octaves - 1, pieces.length - 1, powers, PARITIES[parity]],
    vectors: [Float64Array.from(records.flat()), factors],
  };
}

/** Pieces of y: from 0 to the lowest octave of s, then two an octave. */
function pieceEnds(octaves: number): [number, number][] {
  const ends = [0, 2 ** (-1 - octaves)];
  for (let octave = octaves; octave > 0; octave--) {
    const start = 2 ** (-1 - octave);
    ends.push(1.5 * start, 2 * start);
  }
  return ends.slice(1).map((end, k) => [Math.sqrt(ends[k] as number), Math.sqrt(end)]);
}

/** Scale and offset of the local variable t ∈ [−1, 1], then pairs of coefficients of powers of t. */
function record(
  values: CorrelationMap["near"],
  [start, end]: readonly [number, number],
): readonly number[] {
  const [middle, reach] = [(end + start) / 2, (end - start) / 2];
  const samples = Array.from(NODES, (t) => Float64Array.from(values(middle + reach * t)));
  return [1 / reach, -middle / reach, ...powersOf(chebyshevCoefficients(samples))];
}

const NODES = chebyshevPoints(TERMS);

/** Coefficients of powers of t of several functions from those of Chebyshev's polynomials, power by power. */
export function powersOf(coefficients: readonly Float64Array[]): Float64Array {
  const functions = coefficients[0]?.length ?? 0;
  const out = new Float64Array(TERMS * functions);
  coefficients.forEach((vector, k) => {
    CHEBYSHEV[k]?.forEach((term, power) => {
      for (let f = 0; f < functions; f++) {
        const at = power * functions + f;
        out[at] = (out[at] as number) + term * (vector[f] as number);
      }
    });
  });
  return out;
}

/** T_k in powers of t: T_{k+1} = 2t T_k − T_{k−1}. */
const CHEBYSHEV = chebyshevPolynomials(TERMS);

function chebyshevPolynomials(count: number): readonly (readonly number[])[] {
  const list: number[][] = [[1], [0, 1]];
  while (list.length < count) {
    const [before, last] = list.slice(-2) as [number[], number[]];
    list.push([0, ...last].map((term, k) => (k === 0 ? 0 : 2 * term) - (before[k] ?? 0)));
  }
  return list;
}

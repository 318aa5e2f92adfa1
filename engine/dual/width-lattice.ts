import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import { densitiesAt, WIDTHS, type SigmoidPoles } from "./sigmoid-mixture.js";

/** Of log κ; the trapezoidal rule leaves out e^(−2π·0.6/step). */
const STEP = 0.09;
/** Deviations below count as this one: it changes nothing. */
const LEAST = 1e-8;

/**
 * Two widths of the lattice κ = √a eʰʲ, the same for all rows: v = u/κ has the variance A/(1 − A). C = √(AA′) cos θ is
 * the correlation of u and u′ with noise of the deviations κ, κ′ added.
 */
export interface WidthPair {
  /** 1 − A and 1 − A′. */
  readonly rest: number;
  readonly rest2: number;
  readonly sine: number;
  /** √(1 − C²). */
  readonly root: number;
  readonly square: number;
  readonly square2: number;
  /** AA′ sin² θ */
  readonly turned: number;
}

export type OfWidths = (pair: WidthPair) => number;

type Part = "even" | "odd";

/** The widths of which a sigmoid function is made, as rows of some deviations see them. */
export class WidthLattice {
  private readonly deviations: readonly number[];
  /** The j that some row needs. */
  private readonly places: readonly number[];
  private readonly weights = new Map<Part, NDArray<"float64">>();

  constructor(
    private readonly poles: SigmoidPoles,
    deviations: readonly number[],
  ) {
    this.deviations = deviations.map((g) => Math.max(g, LEAST));
    this.places = [...new Set(this.deviations.flatMap(placesOf))];
  }

  /** Σ w w′ f over the widths of both, for all pairs of deviations. */
  form(f: OfWidths, angle: number, part: Part, factor?: (width: number) => number): Float64Array {
    const weights = this.weightsOf(part, factor);
    const inner = matmul(weights, this.matrix(f, angle));
    return matmul(inner, weights, { transposeB: true }).data;
  }

  /** Σ w f(1 − A) */
  means(part: Part, f: (rest: number) => number): Float64Array {
    const values = Float64Array.from(this.places, (place) => f(remainder(place)));
    return matmul(this.weightsOf(part), new NDArray(values, [values.length, 1], "float64")).data;
  }

  private matrix(f: OfWidths, angle: number): NDArray<"float64"> {
    const { length } = this.places;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    const rests = Float64Array.from(this.places, remainder);
    const squares = Float64Array.from(this.places, (place) => remainder(-place));
    const out = new Float64Array(length * length);
    for (let i = 0; i < length; i++) {
      const [rest, square] = [rests[i] as number, squares[i] as number];
      for (let j = 0; j <= i; j++) {
        const [rest2, square2] = [rests[j] as number, squares[j] as number];
        const turned = square * square2 * sine * sine;
        const root = Math.sqrt(rest + square * rest2 + turned);
        const correlation = Math.sqrt(square * square2) * cosine;
        const value = f({ rest, rest2, sine: correlation, root, square, square2, turned });
        out[i * length + j] = value;
        out[j * length + i] = value;
      }
    }
    return new NDArray(out, [length, length], "float64");
  }

  /** The densities at all widths of every deviation. */
  private weightsOf(part: Part, factor?: (width: number) => number): NDArray<"float64"> {
    const known = this.weights.get(part);
    if (known !== undefined) return known;
    const { length } = this.places;
    const data = new Float64Array(this.deviations.length * length);
    this.deviations.forEach((g, row) => {
      this.places.forEach((place, j) => {
        const width = g * Math.exp(STEP * place);
        if (width < WIDTHS.least || width > WIDTHS.most) return;
        data[row * length + j] =
          STEP * densitiesAt(this.poles, width)[part] * (factor?.(width) ?? 1);
      });
    });
    const weights = new NDArray(data, [this.deviations.length, length], "float64");
    this.weights.set(part, weights);
    return weights;
  }
}

/** The j of the widths that a deviation needs. */
function placesOf(g: number): number[] {
  const [first, last] = [WIDTHS.least, WIDTHS.most].map((width) => Math.log(width / g) / STEP);
  const start = Math.floor(first as number);
  return Array.from({ length: Math.ceil(last as number) - start + 1 }, (_, k) => start + k);
}

/** 1 − A of the j-th width; A is that of the −j-th. */
function remainder(place: number): number {
  return 1 / (1 + Math.exp(-2 * STEP * place));
}

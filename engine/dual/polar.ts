import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import type { Nonlinearity } from "./nonlinearity.js";
import { sectorPoints, type SectorPoint } from "./sectors.js";

/** log r of the trapezoidal rule; r exp(−r²/2) dr = r² exp(−r²/2) d log r. */
const STEP = 0.12;
const RADII = Float64Array.from({ length: 190 }, (_, k) => Math.exp(-20.2 + STEP * k));
/** Roots of the weights over 2π, of which each factor gets one. */
const ROOTS = RADII.map((r) => Math.sqrt((STEP * r * r * Math.exp((-r * r) / 2)) / (2 * Math.PI)));

/**
 * E[φ̇(u) φ̇(u′)] for all pairs of deviations by quadrature in polar coordinates, sector by sector between the
 * lines u = 0 and u′ = 0, where φ̇ may change quickly.
 */
export function polarSlopes(
  { slope, parity }: Pick<Nonlinearity, "slope" | "parity">,
  deviations: readonly number[],
  angle: number,
): Float64Array {
  const sharpness = Math.max(...deviations);
  const same = new Sector(slope, deviations, sectorPoints(Math.PI - angle, sharpness));
  const different = new Sector(slope, deviations, sectorPoints(angle, sharpness));
  if (parity === "neither") {
    const [both, apart] = [same.mean(1, 1).add(same.mean(-1, -1)), different.mean(1, -1)];
    return both.add(apart).add(different.mean(-1, 1)).data as Float64Array;
  }
  // φ̇ is even where φ is odd, and odd where φ is even.
  const apart = different.mean(1, 1).mul(parity === "odd" ? 2 : -2);
  return same.mean(1, 1).mul(2).add(apart).data as Float64Array;
}

/** The directions between the two lines; each is another one of them as seen from the other line. */
class Sector {
  private readonly known = new Map<Sign, Float64Array>();

  constructor(
    private readonly slope: (x: number) => number,
    private readonly deviations: readonly number[],
    private readonly points: readonly SectorPoint[],
  ) {}

  /** ∫ φ̇(±|u|) φ̇(±|u′|) over the sector. */
  mean(sign: Sign, other: Sign): NDArray {
    const rows = this.samples(sign);
    const columns = this.turned(this.samples(other));
    return matmul(this.matrix(rows), this.matrix(columns), { transposeB: true });
  }

  private matrix(samples: Float64Array): NDArray {
    const { length } = this.deviations;
    return new NDArray(samples, [length, samples.length / length], "float64");
  }

  /** φ̇(±√a r sin ψ) at all directions and radii, deviation after deviation. */
  private samples(sign: Sign): Float64Array {
    const known = this.known.get(sign);
    if (known !== undefined) return known;
    const samples = new Float64Array(this.deviations.length * this.points.length * RADII.length);
    let at = 0;
    for (const deviation of this.deviations) {
      for (const { sine } of this.points) {
        const scale = sign * deviation * sine;
        for (let k = 0; k < RADII.length; k++) {
          samples[at++] = this.slope(scale * (RADII[k] as number)) * (ROOTS[k] as number);
        }
      }
    }
    this.known.set(sign, samples);
    return samples;
  }

  /** Samples as seen from the other line, weighted. */
  private turned(samples: Float64Array): Float64Array {
    const { points } = this;
    const turned = new Float64Array(samples.length);
    const stride = points.length * RADII.length;
    for (let start = 0; start < samples.length; start += stride) {
      points.forEach(({ weight }, p) => {
        const from = start + (points.length - 1 - p) * RADII.length;
        const to = start + p * RADII.length;
        for (let k = 0; k < RADII.length; k++)
          turned[to + k] = weight * (samples[from + k] as number);
      });
    }
    return turned;
  }
}

type Sign = 1 | -1;

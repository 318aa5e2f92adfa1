import { gaussLegendre, type Quadrature } from "./quadrature.js";

/** A direction of a sector between two lines: the sines of its angles to both, and its weight. */
export interface SectorPoint {
  readonly sine: number;
  readonly other: number;
  readonly weight: number;
}

/** Where the rule's weights vanish. */
const REACH = 3.2;

/**
 * Directions of a sector of this width by the tanh-sinh rule (Takahasi & Mori 1974), which crowds at both ends.
 * Layers of width 1/sharpness there bring singularities to the height ½/cosh of the variable's place.
 */
export function sectorPoints(width: number, sharpness: number): readonly SectorPoint[] {
  const place = Math.log1p(sharpness) / Math.PI;
  const step = (0.5 / Math.sqrt(1 + place * place)) * ((2 * Math.PI) / 38);
  const count = Math.ceil(REACH / step);
  return Array.from({ length: 2 * count + 1 }, (_, k) => {
    const t = step * (k - count);
    const u = (Math.PI / 2) * Math.sinh(t);
    // Distances from both ends without cancellation.
    const [from, to] = [width / (1 + Math.exp(-2 * u)), width / (1 + Math.exp(2 * u))];
    const weight = (width * step * (Math.PI / 4) * Math.cosh(t)) / Math.cosh(u) ** 2;
    return { sine: Math.sin(from), other: Math.sin(to), weight };
  });
}

/** Up to this sharpness Gauss's rule needs no more points for the whole than for layers apart. */
const BLUNT = 16;
const rules = new Map<number, Quadrature>();

function rule(count: number): Quadrature {
  const known = rules.get(count) ?? gaussLegendre(count);
  rules.set(count, known);
  return known;
}

/**
 * The same for functions that are entire, as N(g sin ψ) is: Gauss–Legendre, whose error falls faster than
 * geometrically once layers of width 1/sharpness are resolved; those of sharp ones in log(1 + sharpness·ψ) from both ends.
 */
export function entireSectorPoints(width: number, sharpness: number): readonly SectorPoint[] {
  if (sharpness > BLUNT) return layeredPoints(width, sharpness);
  const { nodes, weights } = rule(16 + Math.ceil(4 * sharpness));
  return Array.from(nodes, (x, k) => ({
    sine: Math.sin(width * x),
    other: Math.sin(width * (1 - x)),
    weight: width * (weights[k] as number),
  }));
}

/** As many points keep 2e-15 up to a sharpness of 100, 2e-14 at 1000. */
function layeredPoints(width: number, sharpness: number): readonly SectorPoint[] {
  const { nodes, weights } = rule(14 + Math.ceil(2.6 * Math.log(sharpness)));
  const length = Math.log1p((sharpness * width) / 2);
  return Array.from(nodes).flatMap((x, k) => {
    const angle = Math.expm1(length * x) / sharpness;
    const weight = ((weights[k] as number) * length * (1 + sharpness * angle)) / sharpness;
    const [sine, other] = [Math.sin(angle), Math.sin(width - angle)];
    return [
      { sine, other, weight },
      { sine: other, other: sine, weight },
    ];
  });
}

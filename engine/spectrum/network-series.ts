import { DomainError } from "../errors.js";
import { buildGraph } from "../kernel/build.js";
import { hasTracedParameters, type Node } from "../kernel/graph.js";
import { combination, product, scaled } from "../power-series/products.js";
import type { Network } from "../stax/layer.js";
import { gapOf } from "./gap.js";

/** Which kernel of a network. */
export type SeriesKernel = "ntk" | "nngp";

/** Both kernels of a node for inputs x, x′ with |x|² = |x′|² = d and z = x·x′/d. */
interface NodeSeries {
  readonly nngp: Float64Array;
  readonly ntk: Float64Array;
  /** K(x, x) */
  readonly variance: number;
}

/**
 * The first coefficients of K(z) = Σ a_p z^p of a network of `dense`, activations, sums and products of branches, on inputs of
 * length √d. None is negative (Schoenberg 1942).
 *
 * @param decay - log ρ of the nearest kink z = −ρ beyond −1
 * @throws {@link DomainError} for networks of images, and activations whose series is not known.
 */
export function networkSeries(
  { maps }: Pick<Network, "maps">,
  get: SeriesKernel,
  terms: number,
  decay = 0,
): Float64Array {
  const { graph, node } = buildGraph(
    maps,
    { spatial: [], features: 1 },
    { mask: null, pattern: null },
  );
  const known = new Map<Node, NodeSeries>();
  for (const next of graph.nodes) {
    known.set(next, seriesOf(next, known, { terms, decay }));
  }
  return at(known, node)[get];
}

function at(known: ReadonlyMap<Node, NodeSeries>, node: Node): NodeSeries {
  const series = known.get(node);
  if (series === undefined)
    throw new DomainError(`spectrum: ${node.name} is computed out of order`);
  return series;
}

function seriesOf(
  node: Node,
  known: ReadonlyMap<Node, NodeSeries>,
  { terms, decay }: { readonly terms: number; readonly decay: number },
): NodeSeries {
  const { operation, name } = node;
  if (hasTracedParameters(node)) {
    throw new DomainError(
      `spectrum: ${name} has parameters that a transform follows, and spectra have no derivatives; give numbers`,
    );
  }
  switch (operation.kind) {
    case "input":
      return { nngp: variableSeries(terms), ntk: new Float64Array(terms), variance: 1 };
    case "sum":
      return affineSeries(
        operation.terms.map(({ of, weight }) => ({ ...at(known, of), weight })),
        operation.affine,
        terms,
      );
    case "product":
      return productSeries(at(known, operation.of[0]), at(known, operation.of[1]), terms);
    case "activation": {
      const before = at(known, operation.of);
      const rows = { variances: Float64Array.of(before.variance), signed: true, width: 1 };
      if (operation.series === undefined) throw unknownSeries(name);
      const u = scaled(before.nngp, 1 / before.variance);
      const { covariance, slope } = operation.series(before.variance, u, gapOf(u, decay));
      const variance = operation.advance(rows).rows.variances[0] as number;
      return { nngp: covariance, ntk: product(before.ntk, slope), variance };
    }
    case "normalise":
      return at(known, operation.of);
    default:
      throw new DomainError(
        `spectrum: ${name} does not keep inputs on the sphere alike; use dense layers and activations`,
      );
  }
}

function unknownSeries(name: string): DomainError {
  return new DomainError(
    `spectrum: the power series of ${name} is not known; it is of all activations but hardTanh, elementwise and elementwiseNumerical. Or give the coefficients of Σ a_p z^p as a list`,
  );
}

function variableSeries(terms: number): Float64Array {
  const series = new Float64Array(terms);
  series[1] = 1;
  return series;
}

type AffineOperation = Extract<Node["operation"], { kind: "sum" }>["affine"];

/** S = Σ ω K; K′ = σ² S + β, Θ′ = γ S + σ² Σ ω Θ + δ */
function affineSeries(
  branches: readonly (NodeSeries & { readonly weight: number })[],
  { weightVariance, biasVariance, tangent }: AffineOperation,
  terms: number,
): NodeSeries {
  const sum = combination(
    branches.map(({ weight, nngp }) => [weight, nngp] as const),
    terms,
  );
  const tangents = combination(
    branches.map(({ weight, ntk }) => [weight, ntk] as const),
    terms,
  );
  const variance = branches.reduce((total, { weight, variance }) => total + weight * variance, 0);
  const nngp = sum.map((value) => weightVariance * value);
  nngp[0] = (nngp[0] as number) + biasVariance;
  const ntk = combination(
    [
      [tangent.ofCovariance, sum],
      [weightVariance, tangents],
    ],
    terms,
  );
  ntk[0] = (ntk[0] as number) + tangent.ofBias;
  return { nngp, ntk, variance: weightVariance * variance + biasVariance };
}

/** K = K₁K₂, Θ = Θ₁K₂ + K₁Θ₂ */
function productSeries(a: NodeSeries, b: NodeSeries, terms: number): NodeSeries {
  const ntk = combination(
    [
      [1, product(a.ntk, b.nngp)],
      [1, product(b.ntk, a.nngp)],
    ],
    terms,
  );
  return { nngp: product(a.nngp, b.nngp), ntk, variance: a.variance * b.variance };
}

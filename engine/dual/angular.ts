import type { Advance, Rows } from "../kernel/map.js";
import { angularMap } from "./angular-map.js";
import type { AngularSource } from "./angular-source.js";
import { rowMoments, type GridMoments } from "./angular-rows.js";
import { angularZones } from "./angular-zones.js";
import { centralMoments, centralVector, NO_CENTRAL, OUTER_ANGLE } from "./central.js";
import { commonVariance, tableAdvance } from "./equal-variances.js";
import { interpolator, varianceGrid } from "./interpolation.js";
import { factors, lowRank, trimmed, type LowRank } from "./low-rank.js";
import { rowBlocks } from "./row-blocks.js";
import type { Parity } from "./table.js";
import { variableOf, type Zone } from "./zones.js";

/**
 * The map of an activation by expansions in the angle. From Ḋ follows D: with s = sin²(α/2), g = √a and α = θ
 * (1 − c′)/2 = ¼ E[(φ(g z)/f − φ(g′z)/f′)²] + s (g g′/f f′) S,  S = ∫₀^α Ḋ(ϑ) sin ϑ dϑ/2s,
 * whose first term is a distance between vectors of the rows; likewise with α = π − θ, −S and −g′z. Where φ itself is
 * known, moderate correlations take the first terms of its Hermite series instead.
 */
export function angularAdvance(rows: Rows, source: AngularSource): Advance {
  const common = commonVariance(rows);
  if (common !== null) return tableAdvance(rows, angularMap(source, common));
  const grid = varianceGrid(rows.variances);
  const deviations = grid.variances.map(Math.sqrt);
  const squares = grid.variances.map(source.meanSquare);
  // Who called knows the layer's name, and says that its variances are out of range.
  if (!squares.every(Number.isFinite)) {
    return { rows: { ...rows, variances: rows.variances.map(() => Infinity) }, steps: [] };
  }
  const central =
    source.elements === undefined ? null : centralMoments(source.elements, deviations);
  const moments = { grid, squares, central };
  const steepness = central?.steepness ?? deviations.map(() => 1);
  const zones = angularZones(source, deviations, { steepness, end: OUTER_ANGLE }).map((zone) =>
    factoredZone(zone, deviations.length),
  );
  return stepOf(rows, { source, moments, zones });
}

/** A zone's expansions of low rank. */
interface FactoredZone extends Pick<Zone, "end" | "warp" | "isDamped"> {
  readonly slopes: readonly LowRank[];
  readonly others: readonly LowRank[];
}

function factoredZone(zone: Zone, count: number): FactoredZone {
  const factored = (list: readonly Float64Array[]) =>
    trimmed(list.map((matrix) => lowRank(matrix, count)));
  return { ...zone, slopes: factored(zone.slopes), others: factored(zone.others) };
}

interface Parts {
  readonly source: AngularSource;
  readonly moments: GridMoments;
  readonly zones: readonly FactoredZone[];
}

/** Vectors and numbers as engine/wasm/assembly/shared/tile-angular.ts reads them. */
function stepOf(rows: Rows, { source, moments, zones }: Parts): Advance {
  const count = rows.variances.length;
  const atRows = interpolator(moments.grid, rows.variances);
  const { variances, scales, steepness, central } = rowMoments(
    source,
    { ...moments, atRows },
    rows,
  );
  const profile = profiles(source, moments);
  // Ḋ and S come back to their sizes, and S gets √a/f.
  const both = steepness.map((size, row) => size * (scales[row] as number));
  const blocks = (vectors: readonly Float64Array[], factors?: Float64Array) =>
    rowBlocks(count, [{ values: atRows(vectors), ...(factors === undefined ? {} : { factors }) }]);
  const ofZone = ({ slopes, others }: FactoredZone) => [
    blocks(vectorsOf(slopes), steepness),
    blocks(vectorsOf(others), both),
  ];
  const [near = [], far = [NONE, NONE]] = zones.map(ofZone);
  const vectors = [
    ...near,
    ...far,
    blocks([...profile.even, ...profile.odd]),
    numbers(zones, source.parity, profile),
    central === null ? NO_CENTRAL : centralVector(central),
  ];
  const step = { opcode: "angular", vectors } as const;
  return { rows: { ...rows, variances, signed: true }, steps: [step] };
}

const NONE = new Float64Array(8);

const vectorsOf = (list: readonly LowRank[]) => list.flatMap(({ vectors }) => vectors);

const PARITIES = { odd: 0, even: 1, neither: 2 } as const;

function numbers(
  zones: readonly FactoredZone[],
  parity: Parity,
  { even, odd }: Profile,
): Float64Array {
  const ofZone = ({ slopes, others, ...place }: FactoredZone) => {
    const { scale, offset } = variableOf(place);
    const lists = [...slopes, ...others];
    return [
      ...[scale, offset, place.warp, Number(place.isDamped), slopes.length, others.length],
      ...lists.map(({ weights }) => weights.length),
      ...lists.flatMap(({ weights }) => weights),
    ];
  };
  const head = [zones.length, PARITIES[parity], even.length, odd.length];
  return Float64Array.from([...head, ...zones.flatMap(ofZone)]);
}

/** Vectors V of φ's even and of its odd part. */
interface Profile {
  readonly even: readonly Float64Array[];
  readonly odd: readonly Float64Array[];
}

/** V with V·V′ = E[φ(g z) φ(±g′z)]/f f′ at the grid's variances, where E[φ²] is f². */
function profiles(source: AngularSource, { grid, squares }: GridMoments): Profile {
  const n = squares.length;
  const scales = squares.map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
  const scaled = (matrix: Float64Array) =>
    matrix.map(
      (value, k) => value * (scales[Math.floor(k / n)] as number) * (scales[k % n] as number),
    );
  const same = scaled(source.parallel(grid.variances));
  if (source.elements === undefined) return { even: factors(same, n), odd: [] };
  const other = scaled(source.elements.antiparallel(grid.variances));
  const part = (sign: 1 | -1) =>
    factors(
      same.map((value, k) => (value + sign * (other[k] as number)) / 2),
      n,
    );
  return { even: part(1), odd: part(-1) };
}

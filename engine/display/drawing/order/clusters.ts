/**
 * The leaves of a hierarchical clustering with average linkage, by nearest-neighbour chains in O(n²)
 * (Murtagh 1983; Müllner 2011). Where two clusters meet they are turned so that their nearest ends touch.
 */
import type { Square } from "./distances.js";

/** For every place the row that stands there. */
export function clusterOrder({ n, values }: Square): Int32Array {
  const between = values.slice();
  const leaves: (number[] | null)[] = Array.from({ length: n }, (_, i) => [i]);
  const chain: number[] = [];
  for (let left = n; left > 1;) {
    if (chain.length === 0) chain.push(leaves.findIndex((cluster) => cluster !== null));
    const last = chain[chain.length - 1] as number;
    const before = chain[chain.length - 2];
    const nearest = nearestTo(last, before, leaves, between);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    merge(Math.min(last, nearest), Math.max(last, nearest), leaves, { n, values, between });
    left -= 1;
  }
  return Int32Array.from(leaves.find((cluster) => cluster !== null) ?? []);
}

/** The cluster that `from` came from wins a tie, or the chain would not end. */
function nearestTo(
  from: number,
  before: number | undefined,
  leaves: readonly (number[] | null)[],
  between: Float64Array,
): number {
  const n = leaves.length;
  let nearest = before ?? -1;
  let least = before === undefined ? Infinity : (between[from * n + before] as number);
  for (let other = 0; other < n; other++) {
    if (other === from || leaves[other] === null) continue;
    const distance = between[from * n + other] as number;
    if (distance < least || nearest < 0) [least, nearest] = [distance, other];
  }
  return nearest;
}

/** d(a ∪ b, c) = (|a|·d(a, c) + |b|·d(b, c)) / (|a| + |b|) */
function merge(
  a: number,
  b: number,
  leaves: (number[] | null)[],
  { n, values, between }: Square & { readonly between: Float64Array },
): void {
  const [one, two] = [leaves[a] ?? [], leaves[b] ?? []];
  for (let c = 0; c < n; c++) {
    if (c === a || c === b || leaves[c] === null) continue;
    const [da, db] = [between[a * n + c] as number, between[b * n + c] as number];
    const joined = (one.length * da + two.length * db) / (one.length + two.length);
    between[a * n + c] = between[c * n + a] = joined;
  }
  leaves[a] = joinedEnds(one, two, (i, j) => values[i * n + j] as number);
  leaves[b] = null;
}

function joinedEnds(
  one: readonly number[],
  two: readonly number[],
  distance: (i: number, j: number) => number,
): number[] {
  const ends = (list: readonly number[]) => [list[0] as number, list[list.length - 1] as number];
  const [oneFirst = 0, oneLast = 0] = ends(one);
  const [twoFirst = 0, twoLast = 0] = ends(two);
  const candidates = [
    { gap: distance(oneLast, twoFirst), join: () => [...one, ...two] },
    { gap: distance(oneLast, twoLast), join: () => [...one, ...[...two].reverse()] },
    { gap: distance(oneFirst, twoFirst), join: () => [...[...one].reverse(), ...two] },
    { gap: distance(oneFirst, twoLast), join: () => [...two, ...one] },
  ];
  return candidates.reduce((best, next) => (next.gap < best.gap ? next : best)).join();
}

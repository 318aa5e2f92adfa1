/** A graph with some of its groups as one box each. */
import type { GraphBox, GraphPayload } from "../../payload.js";

export interface VisibleBox extends Omit<GraphBox, "group"> {
  /** The innermost group around it that is open. */
  readonly group: number | null;
  /** The group that it stands for; null for a node. */
  readonly folds: number | null;
}

export interface VisibleGraph {
  readonly boxes: readonly VisibleBox[];
  /** Pairs of places in `boxes`: what is read, and who reads it. */
  readonly links: readonly (readonly [number, number])[];
}

type Folding = Pick<GraphPayload, "nodes" | "links" | "groups">;

export function folded(
  { nodes, links, groups }: Folding,
  closed: ReadonlySet<number>,
): VisibleGraph {
  const boxes: VisibleBox[] = [];
  const standIns = new Map<number, number>();
  const places = nodes.map((node) => {
    const group = outermostClosed(groups, node.group, closed);
    if (group === null) return boxes.push({ ...node, folds: null }) - 1;
    const known = standIns.get(group);
    if (known !== undefined) {
      const box = boxes[known];
      if (box !== undefined && node.result) boxes[known] = { ...box, result: true };
      return known;
    }
    const place = boxes.push(standIn(groups, group, node.result)) - 1;
    standIns.set(group, place);
    return place;
  });
  const seen = new Set<string>();
  const visible = links.flatMap(([from, to]): [number, number][] => {
    const pair = [places[from] ?? 0, places[to] ?? 0] as [number, number];
    if (pair[0] === pair[1] || seen.has(pair.join())) return [];
    seen.add(pair.join());
    return [pair];
  });
  return { boxes, links: visible };
}

function standIn(groups: Folding["groups"], group: number, result: boolean): VisibleBox {
  const {
    name = "",
    detail = "",
    identity = "",
    tone = "forward",
    width = 0,
    parent = null,
  } = groups[group] ?? {};
  return { name, detail, identity, tone, width, result, group: parent, folds: group };
}

/** Null where no group around is closed. */
function outermostClosed(
  groups: Folding["groups"],
  group: number | null,
  closed: ReadonlySet<number>,
): number | null {
  let found: number | null = null;
  for (let at = group; at !== null; at = groups[at]?.parent ?? null) if (closed.has(at)) found = at;
  return found;
}

/** Groups outside of all others. */
export const outermost = ({ groups }: Pick<GraphPayload, "groups">): number[] =>
  groups.flatMap(({ parent }, k) => (parent === null ? [k] : []));

/** More boxes than this are folded at first, where there are groups. */
const MANY = 60;

/** The groups that are closed at first. */
export function closedAtFirst(graph: Folding): ReadonlySet<number> {
  return new Set(graph.nodes.length > MANY ? outermost(graph) : []);
}

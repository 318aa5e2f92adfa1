/** The drawing of a traced program. */
import type { Graph, GraphNode } from "../graph/graph-of.js";
import { pictureRoom } from "../platform/pictures.js";
import { emitDisplay, type MimeBundle } from "./display.js";
import { formatNumber } from "./drawing/number-format.js";
import { placesOf } from "./drawing/graph/places.js";
import { LONGEST, shortened } from "./drawing/shortened.js";
import { GRAPH_VERSION, MIME, MOST_BOXES, MOST_NODES, type GraphPayload } from "./payload.js";
import type { Words } from "./values.js";

/** What stands around a graph. */
export interface GraphDisplayOptions {
  /** Defaults to the number of operations and what they cost. */
  readonly title?: Words;
}

/**
 * Draws a traced program in layers, each operation below what it reads: names and shapes, inputs,
 * constants, forward and backward operations in tones of their own, results with a thick frame. Click a
 * box, or walk with the arrow keys, to read its equation and what it costs. Layers of `stax` and other
 * named parts fold to one box each, forward and backward; programs of more than 60 boxes show folded at
 * first. A graph is drawn without a call when it is a cell's last value; beyond 400 boxes it is its text.
 *
 * @example
 * ```ts
 * show.graph(graphOf((x) => sin(x).mul(2), { backward: true })(1), { title: "2 sin x" });
 * ```
 */
export function graph(program: Graph, options: GraphDisplayOptions = {}): void {
  emitDisplay({ id: null, bundle: graphBundle(program, options) });
}

/** All representations of a graph. */
export function graphBundle(program: Graph, options: GraphDisplayOptions = {}): MimeBundle {
  return drawnGraph(MIME.graph, graphPayload(program, options), program.nodes.length);
}

/** Its text alone where there are too many boxes or links to draw, folded as it shows at first. */
export function drawnGraph(
  mime: typeof MIME.graph | typeof MIME.network,
  payload: GraphPayload,
  count: number,
): MimeBundle {
  const { pictures, font } = pictureRoom();
  const placed = count > MOST_NODES ? null : pictures.placedGraph(payload);
  if (placed === null) {
    const note = `${count} operations and values are too many, or too entangled, to draw (at most ${MOST_BOXES}, or ${MOST_NODES} in named parts).`;
    return { "text/plain": `${note}\n${payload.text}` };
  }
  const { svg, png } = pictures.graphPictures(payload.title, placed, font);
  const places = placesOf(placed);
  return {
    [mime]: places === null ? payload : { ...payload, places },
    "image/svg+xml": svg,
    ...(png === null ? {} : { "image/png": png }),
    "text/plain": payload.text,
  };
}

export function graphPayload(program: Graph, { title }: GraphDisplayOptions = {}): GraphPayload {
  const { nodes, outputs } = program;
  const { pictures, font } = pictureRoom();
  const sized = <T extends { readonly name: string; readonly detail: string }>(box: T) => ({
    ...box,
    width: pictures.boxWidth(box, font),
  });
  const words = String(title ?? summaryOf(program));
  return {
    ...{ version: GRAPH_VERSION, title: words, text: `${words}\n${program.text}` },
    nodes: nodes.map((node) =>
      sized({
        name: shortened(node.kind === "input" ? `input ${node.name}` : node.name, LONGEST.name),
        detail: shortened(`${node.dtype}[${node.shape.join(", ")}]`, LONGEST.name),
        identity: identityOf(node),
        tone: node.kind === "operation" ? node.phase : node.kind,
        result: outputs.includes(node.id),
        group: node.group,
      }),
    ),
    links: nodes.flatMap(({ id, inputs }) => inputs.map((from) => [from, id] as const)),
    groups: groupBoxes(program).map(sized),
  };
}

/** What layers and other named parts show as when they are folded. */
function groupBoxes({ groups, nodes }: Graph) {
  return groups.map(({ name, parent, phase }, place) => {
    const inside = nodes.filter(({ group }) => isInside(groups, group, place));
    const own = inside.filter(({ kind }) => kind === "operation");
    const flops = own.reduce((sum, node) => sum + node.flops, 0);
    const bytes = own.reduce((sum, node) => sum + node.bytes, 0);
    const cost = `${own.length} operation${own.length === 1 ? "" : "s"}, ${formatNumber(flops)} flops`;
    const back = phase === "backward" ? " backward" : "";
    return {
      name: shortened(`${name}${back}`, LONGEST.name),
      detail: cost,
      identity: `${cost}, ${formatNumber(bytes)} bytes, ${phase}`,
      ...{ tone: phase, parent },
    };
  });
}

function isInside(groups: Graph["groups"], group: number | null, around: number): boolean {
  for (let at = group; at !== null; at = groups[at]?.parent ?? null) if (at === around) return true;
  return false;
}

/** `%5 = mul(%3, %4), 12 flops, 288 bytes, backward` */
function identityOf(node: GraphNode): string {
  const { id, kind, name, parameters, inputs, flops, bytes, phase } = node;
  if (kind !== "operation") return `%${id}: ${kind} ${name}`;
  const given = parameters === "" ? "" : `[${shortened(parameters, LONGEST.title)}]`;
  const equation = `%${id} = ${name}${given}(${inputs.map((from) => `%${from}`).join(", ")})`;
  return `${equation}, ${formatNumber(flops)} flops, ${formatNumber(bytes)} bytes, ${phase}`;
}

function summaryOf({ nodes, cost }: Graph): string {
  const count = nodes.filter(({ kind }) => kind === "operation").length;
  const flops = `${formatNumber(cost.forward.flops)} flops forward`;
  const back = nodes.some(({ phase }) => phase === "backward");
  const both = back ? `${flops}, ${formatNumber(cost.backward.flops)} backward` : flops;
  return `Graph of ${count} operation${count === 1 ? "" : "s"}: ${both}`;
}

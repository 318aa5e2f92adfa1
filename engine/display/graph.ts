/** The drawing of a traced program. */
import type { Graph, GraphNode } from "../graph/graph-of.js";
import { pictureRoom } from "../platform/pictures.js";
import { emitDisplay, type MimeBundle } from "./display.js";
import { formatNumber } from "./drawing/number-format.js";
import { LONGEST, shortened } from "./drawing/shortened.js";
import { MIME, MOST_BOXES, PAYLOAD_VERSION, type GraphPayload } from "./payload.js";
import type { Words } from "./values.js";

/** What stands around a graph. */
export interface GraphDisplayOptions {
  /** Defaults to the number of operations and what they cost. */
  readonly title?: Words;
}

/**
 * Draws a traced program in layers, each operation below what it reads: names and shapes, inputs,
 * constants, forward and backward operations in tones of their own, results with a thick frame. Click a
 * box, or walk with the arrow keys, to read its equation and what it costs. A graph is drawn without a
 * call when it is a cell's last value. Beyond 400 boxes it is shown as text.
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
  const payload = graphPayload(program, options);
  if (payload === null) {
    const note = `${program.nodes.length} operations and values are too many to draw (at most ${MOST_BOXES}).`;
    return { "text/plain": `${note}\n${program.text}` };
  }
  const { pictures, font } = pictureRoom();
  const { svg, png } = pictures.graphPictures(payload, font);
  return {
    [MIME.graph]: payload,
    "image/svg+xml": svg,
    ...(png === null ? {} : { "image/png": png }),
    "text/plain": payload.text,
  };
}

/** Null where there are too many boxes to draw. */
export function graphPayload(program: Graph, { title }: GraphDisplayOptions): GraphPayload | null {
  const { nodes, outputs } = program;
  if (nodes.length > MOST_BOXES) return null;
  const { pictures, font } = pictureRoom();
  const boxes = nodes.map((node) => ({
    name: shortened(node.kind === "input" ? `input ${node.name}` : node.name, LONGEST.name),
    detail: shortened(`${node.dtype}[${node.shape.join(", ")}]`, LONGEST.name),
    identity: identityOf(node),
    tone: node.kind === "operation" ? node.phase : node.kind,
    result: outputs.includes(node.id),
  }));
  const links = nodes.flatMap(({ id, inputs }) => inputs.map((from) => [from, id] as const));
  const words = String(title ?? summaryOf(program));
  return {
    ...{ version: PAYLOAD_VERSION, title: words, text: `${words}\n${program.text}` },
    ...pictures.placedGraph(boxes, links, font),
  };
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

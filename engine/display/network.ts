import type { Shape } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { pictureRoom } from "../platform/pictures.js";
import type { AnyLayer } from "../stax/layer.js";
import { emitDisplay } from "./display.js";
import { formatNumber } from "./drawing/number-format.js";
import { LONGEST, shortened } from "./drawing/shortened.js";
import { drawnGraph } from "./graph.js";
import { networkOf, type Network } from "./network/of-layers.js";
import { GRAPH_VERSION, MIME, type GraphPayload } from "./payload.js";
import type { Words } from "./values.js";

/** What stands around a network. */
export interface NetworkDisplayOptions {
  /** Defaults to the number of layers and parameters. */
  readonly title?: Words;
}

/**
 * Draws a network of `stax` as a graph of its layers: what flows between them, how many parameters each
 * has, branches beside each other; compositions fold to one box.
 *
 * @param net - a layer or a composition of layers
 * @param inputShape - of a batch, as `init` takes it; of each branch where the network takes several
 * @throws {@link ShapeError} where a layer cannot take what the layers before it give.
 * @example
 * ```ts
 * const block = stax.serial(stax.relu(), stax.dense(64));
 * const residual = stax.serial(stax.fanOut(2), stax.parallel(block, stax.identity()), stax.fanInSum());
 * show.network(stax.serial(stax.dense(64), residual, stax.dense(1)), [100, 8]);
 * ```
 */
export function network(
  net: AnyLayer,
  inputShape: Shape | readonly Shape[],
  options: NetworkDisplayOptions = {},
): void {
  if (!Array.isArray(inputShape) || inputShape.length === 0) {
    throw new ShapeError(
      "show.network: give the shape of a batch, as init takes it, e.g. [100, 8] for rows of 8 features",
    );
  }
  const found = networkOf(net, inputShape);
  emitDisplay({
    id: null,
    bundle: drawnGraph(MIME.network, networkPayload(found, options), found.nodes.length),
  });
}

export function networkPayload(
  { nodes, links, groups }: Network,
  { title }: NetworkDisplayOptions = {},
): GraphPayload {
  const { pictures, font } = pictureRoom();
  const sized = <T extends { readonly name: string; readonly detail: string }>(box: T) => ({
    ...box,
    width: pictures.boxWidth(box, font),
  });
  const layers = nodes.filter(({ input }) => !input);
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const words = String(
    title ?? `Network of ${layers.length} layers, ${formatNumber(total)} parameters`,
  );
  const readers = new Set(links.map(([from]) => from));
  const lines = nodes.map(
    ({ name, shapes, parameters }) => `${name}: ${shapesText(shapes)}, ${count(parameters)}`,
  );
  return {
    ...{ version: GRAPH_VERSION, title: words, text: [words, ...lines].join("\n") },
    nodes: nodes.map(({ name, shapes, parameters, group, input }, k) =>
      sized({
        name: shortened(name, LONGEST.name),
        detail: shortened(shapesText(shapes), LONGEST.name),
        identity: input ? "what comes in" : `gives ${shapesText(shapes)}, ${count(parameters)}`,
        tone: input ? ("input" as const) : ("forward" as const),
        ...{ result: !readers.has(k), group },
      }),
    ),
    links,
    groups: groups.map(({ name, parent, layers: own, parameters }) =>
      sized({
        name: shortened(name, LONGEST.name),
        detail: `${own} layers, ${count(parameters)}`,
        identity: `${own} layers, ${count(parameters)}`,
        ...{ tone: "forward" as const, parent },
      }),
    ),
  };
}

const shapesText = (shapes: readonly Shape[]) => shapes.map(formatShape).join(" and ");

const count = (parameters: number) =>
  parameters === 0 ? "no parameters" : `${formatNumber(parameters)} parameters`;

/** The layers of a network as a graph, with the shapes that flow and the numbers of parameters. */
import type { Shape } from "../../array/ndarray.js";
import { flatten } from "../../core/pytree.js";
import { key, type Key } from "../../random/key.js";
import type { AnyLayer } from "../../stax/layer.js";
import { layerName, partsOf } from "../../stax/parts.js";

export interface NetworkNode {
  readonly name: string;
  /** Of what it gives, one a signal. */
  readonly shapes: readonly Shape[];
  readonly parameters: number;
  readonly group: number | null;
  readonly input: boolean;
}

export interface NetworkGroup {
  readonly name: string;
  readonly parent: number | null;
  readonly layers: number;
  readonly parameters: number;
}

export interface Network {
  readonly nodes: readonly NetworkNode[];
  readonly links: readonly (readonly [number, number])[];
  readonly groups: readonly NetworkGroup[];
}

/** A signal: the node that gives it, and its shape. */
interface Signal {
  readonly from: number;
  readonly shape: Shape;
}

/** @param inputShape - of a batch, or one for each signal */
export function networkOf(net: AnyLayer, inputShape: Shape | readonly Shape[]): Network {
  const walk = new Walk();
  const inputs = listOf(inputShape).map((shape) => walk.input(shape));
  walk.layer(net, inputs, null);
  return walk;
}

class Walk implements Network {
  readonly nodes: NetworkNode[] = [];
  readonly links: [number, number][] = [];
  readonly groups: NetworkGroup[] = [];
  /** Any: only shapes and sizes are read. */
  readonly #key: Key = key(0);

  input(shape: Shape): Signal {
    const node = { name: "input", shapes: [shape], parameters: 0, group: null, input: true };
    return { from: this.nodes.push(node) - 1, shape };
  }

  /** @returns what the layer gives */
  layer(layer: AnyLayer, signals: readonly Signal[], group: number | null): readonly Signal[] {
    const parts = partsOf(layer);
    if (parts === null) return this.#leaf(layer, signals, group);
    // The outermost composition is the network itself.
    const outermost = group === null && this.groups.length === 0 && this.#layers === 0;
    const own = outermost ? null : this.#open(parts.kind, group);
    const before = this.nodes.length;
    const after =
      parts.kind === "serial"
        ? parts.layers.reduce((flow, each) => this.layer(each, flow, own), signals)
        : parts.layers.flatMap((each, k) => this.layer(each, signals.slice(k, k + 1), own));
    if (own !== null) this.#close(own, before);
    return after;
  }

  get #layers(): number {
    return this.nodes.filter(({ input }) => !input).length;
  }

  #open(name: string, parent: number | null): number {
    return this.groups.push({ name, parent, layers: 0, parameters: 0 }) - 1;
  }

  #close(group: number, first: number): void {
    const inside = this.nodes.slice(first);
    const parameters = inside.reduce((sum, node) => sum + node.parameters, 0);
    const known = this.groups[group];
    if (known !== undefined) this.groups[group] = { ...known, layers: inside.length, parameters };
  }

  #leaf(layer: AnyLayer, signals: readonly Signal[], group: number | null): readonly Signal[] {
    const shapes = signals.map(({ shape }) => shape);
    const [first] = shapes;
    // A layer takes a list of shapes exactly when it takes several signals.
    const takesMany = signals.length !== 1;
    const { outputShape, params } = layer.init(this.#key, takesMany ? shapes : (first ?? []));
    const parameters = flatten(params).leaves.reduce((sum, { size }) => sum + size, 0);
    const given = listOf(outputShape);
    const node = { name: layerName(layer), shapes: given, parameters, group, input: false };
    const from = this.nodes.push(node) - 1;
    for (const signal of signals) this.links.push([signal.from, from]);
    return given.map((shape) => ({ from, shape }));
  }
}

/** One shape, or several. */
function listOf(shapes: Shape | readonly Shape[]): readonly Shape[] {
  return shapes.every((side) => typeof side === "number") ? [shapes] : shapes;
}

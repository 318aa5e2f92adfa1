import type { Shape } from "../array/ndarray.js";
import { sizeOf } from "../array/ndarray.js";
import { BYTES, isFloat, type Dtype } from "../array/dtype.js";
import { takenApart, type AnyFunction, type FlatFunction } from "../autodiff/flat-function.js";
import { linearizeFlat } from "../autodiff/linearize.js";
import { pullBack } from "../autodiff/vjp.js";
import { parameterText } from "../core/parameter-text.js";
import type { Abstract } from "../core/primitive.js";
import { isVariable, type Atom, type Equation, type Program } from "../core/program.js";
import { record, Recording } from "../core/recording.js";
import { withTrace } from "../core/trace.js";
import type { NDArray } from "../array/ndarray.js";
import { displaySymbol } from "../display/display.js";
import { graphBundle } from "../display/graph.js";
import { checkOptions } from "../options.js";
import { GroupTree, type GraphGroup } from "./groups.js";
import { constantText, programText } from "./program-text.js";
import type { ArrayFunction, InputsOf } from "../autodiff/transformed.js";

/** A value or an operation of a traced program. */
export interface GraphNode {
  /** Place in `nodes`; nodes come after what they read. */
  readonly id: number;
  readonly kind: "input" | "constant" | "operation";
  /** The primitive's name, the number of an input, or a constant's value. */
  readonly name: string;
  /** Parameters of the operation as text. */
  readonly parameters: string;
  /** Nodes that it reads, in order. */
  readonly inputs: readonly number[];
  /** Of the (first) result. */
  readonly shape: Shape;
  readonly dtype: Dtype;
  /** Floating-point operations. */
  readonly flops: number;
  /** Bytes read and written. */
  readonly bytes: number;
  /** Whether it belongs to the function or to its reverse accumulation. */
  readonly phase: "forward" | "backward";
  /** The named part that it belongs to, a place in `groups`; null outside of all. */
  readonly group: number | null;
}

/** A traced program as data. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** Named parts: layers of `stax`, and functions made by `namedScope`. */
  readonly groups: readonly GraphGroup[];
  /** The nodes of the results. */
  readonly outputs: readonly number[];
  /** Sums over the forward nodes, and over the backward ones. */
  readonly cost: Readonly<Record<GraphNode["phase"], { flops: number; bytes: number }>>;
  /** The program as text, an equation a line. */
  readonly text: string;
}

/** What `graphOf` records. */
export interface GraphOptions {
  /** Also the reverse accumulation of all float arguments, for cotangents of all results. */
  readonly backward?: boolean;
}

/**
 * The program of a function at arguments of given shapes: what is computed, how large it is, and what
 * it costs. Nothing is computed; only shapes and dtypes of the arguments count. In a notebook it draws itself.
 *
 * @returns A function of f's arguments that gives the graph.
 * @throws {@link TracerError} when the function asks for a value while it is traced.
 * @throws {@link DtypeError} with `backward`, for arguments that are no floats.
 * @example
 * ```ts
 * graphOf((x) => sin(x).mul(2))(1).text;
 * // { lambda a:float64[]. let
 * //     b:float64[] = sin a
 * //     c:float64[] = mul b 2
 * //   in (c) }
 * ```
 */
export function graphOf<F extends ArrayFunction>(
  f: F,
  options?: GraphOptions,
): (...args: InputsOf<F>) => Graph;
export function graphOf<F extends AnyFunction>(
  f: F,
  options?: GraphOptions,
): (...args: InputsOf<F>) => Graph;
export function graphOf<F extends AnyFunction>(
  f: F,
  options: GraphOptions = {},
): (...args: InputsOf<F>) => Graph {
  checkOptions("graphOf", options, ["backward"]);
  const { backward = false } = options;
  return (...args) => {
    const { flat, inputs } = takenApart("graphOf", f, args);
    const { program, forward } = backward
      ? recordBothWays(inputs, flat)
      : forwardOnly(record("graphOf", inputs, flat));
    return graphFrom(program, forward);
  };
}

interface Recorded {
  readonly program: Program;
  /** How many equations belong to the function itself. */
  readonly forward: number;
}

function forwardOnly(program: Program): Recorded {
  return { program, forward: program.equations.length };
}

/** f(x), then its pullback of cotangents that are inputs as well. */
function recordBothWays(inputs: readonly NDArray[], f: FlatFunction): Recorded {
  return withTrace(
    () => new Recording("graphOf"),
    (recording) => {
      const traced = inputs.map((input) => recording.input(input));
      const linearization = linearizeFlat("graphOf", f, traced);
      const forward = recording.equations.length;
      const cotangents = linearization.outputs.map((output) => recording.input(output));
      const pulled = pullBack(linearization, traced, cotangents);
      const { equations, count } = recording;
      const program: Program = {
        inputs: [...traced, ...cotangents].map(({ variable }) => variable),
        equations,
        outputs: [...linearization.outputs, ...pulled].map((value) => recording.atom(value)),
        count,
      };
      return { program, forward };
    },
  );
}

function graphFrom(program: Program, forward: number): Graph {
  const nodes: GraphNode[] = [];
  const places = new Map<number, number>();
  const tree = new GroupTree();
  const add = (node: Omit<GraphNode, "id">): number =>
    nodes.push({ id: nodes.length, ...node }) - 1;
  const leaf = (
    kind: "input" | "constant",
    name: string,
    { shape, dtype }: Abstract,
    group: number | null = null,
  ): number =>
    add({
      ...{ kind, name, parameters: "", inputs: [], shape, dtype },
      ...{ flops: 0, bytes: 0, phase: "forward", group },
    });
  // A constant belongs to the part that reads it.
  const nodeOf = (atom: Atom, group: number | null = null): number =>
    isVariable(atom)
      ? (places.get(atom.id) as number)
      : leaf("constant", constantText(atom), atom, group);
  program.inputs.forEach((variable, k) =>
    places.set(variable.id, leaf("input", String(k), variable)),
  );
  program.equations.forEach((equation, k) => {
    const phase = k < forward ? "forward" : "backward";
    const group = tree.placeOf(equation.scope, phase);
    const inputs = equation.inputs.map((atom) => nodeOf(atom, group));
    const node = add({ ...operation(equation), kind: "operation", inputs, phase, group });
    for (const { id } of equation.outputs) places.set(id, node);
  });
  const outputs = program.outputs.map((atom) => nodeOf(atom));
  const cost = { forward: costOf(nodes, "forward"), backward: costOf(nodes, "backward") };
  const { groups } = tree;
  const graph: Graph = { nodes, groups, outputs, cost, text: programText(program) };
  Object.defineProperty(graph, displaySymbol, { value: () => graphBundle(graph) });
  return graph;
}

type OperationFields = "name" | "parameters" | "shape" | "dtype" | "flops" | "bytes";

function operation({
  primitive,
  params,
  inputs,
  outputs,
}: Equation): Pick<GraphNode, OperationFields> {
  const { shape, dtype } = outputs[0] as Abstract;
  const written = outputs.reduce((sum, output) => sum + sizeOf(output.shape), 0);
  return {
    name: primitive.name,
    parameters: params === undefined ? "" : (parameterText(params) ?? "…"),
    ...{ shape, dtype },
    flops: primitive.flops?.(inputs, params) ?? (isFloat(dtype) ? written : 0),
    bytes: [...inputs, ...outputs].reduce((sum, array) => sum + bytesOf(array), 0),
  };
}

function bytesOf({ shape, dtype }: Abstract): number {
  return sizeOf(shape) * BYTES[dtype];
}

function costOf(
  nodes: readonly GraphNode[],
  phase: GraphNode["phase"],
): { flops: number; bytes: number } {
  const own = nodes.filter((node) => node.phase === phase);
  return {
    flops: own.reduce((sum, { flops }) => sum + flops, 0),
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

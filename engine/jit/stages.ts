// A chain as stages on blocks: runs of vector instructions, each one loop; functions of the compiled
// code, which take whole blocks; functions of JS.
import type { ElementValue } from "../core/primitive.js";
import type { Atom } from "../core/program.js";
import type { Place, Stage } from "../wasm/chain-tasks.js";
import type { FloatSize } from "../wasm/floats.js";
import { keyOf, type Chain } from "./chain.js";
import { frameOf, type Frame } from "./frame.js";
import { instructionsOf } from "./instructions.js";
import { scriptStage } from "./script-stage.js";
import { vectorLoop, type VectorOperation } from "./vector-loop.js";

/** value = primitive(operands); values are the chain's inputs, then what its equations give. */
interface Operation extends VectorOperation {
  readonly elements: ElementValue | undefined;
}

export interface Stages {
  readonly stages: readonly Stage[];
  readonly frame: Frame;
  /** The values that are the chain's outputs. */
  readonly outputs: readonly number[];
  /** The value that is folded, if any. */
  readonly folded: readonly number[];
}

export function stagesOf(chain: Chain, size: FloatSize): Stages {
  const values = new Map([
    ...chain.inputs.map(({ atom }, k) => [keyOf(atom), k] as const),
    ...chain.equations.map(
      ({ outputs }, k) => [keyOf(outputs[0] as Atom), chain.inputs.length + k] as const,
    ),
  ]);
  const valueOf = (atom: Atom): number => values.get(keyOf(atom)) as number;
  const runs = runsOf(
    chain.equations.map(({ primitive: { name, elements }, inputs, outputs }) => ({
      value: valueOf(outputs[0] as Atom),
      primitive: name,
      operands: inputs.map(valueOf),
      elements,
    })),
  );
  const outputs = chain.outputs.map(valueOf);
  const folded = chain.reduction ? [valueOf(chain.reduction.of)] : [];
  const stored = [...chain.inputs.keys(), ...outputs, ...folded, ...crossing(runs)];
  const frame = frameOf(chain, { stored, outputs }, size);
  return { stages: runs.map((run) => stageOf(run, frame)), frame, outputs, folded };
}

/** Neighbours in vector instructions together, all others alone. */
function runsOf(operations: readonly Operation[]): readonly Operation[][] {
  const runs: Operation[][] = [];
  for (const operation of operations) {
    const last = runs.at(-1);
    if (last?.[0] && isVector(last[0]) && isVector(operation)) last.push(operation);
    else runs.push([operation]);
  }
  return runs;
}

function isVector({ primitive }: Operation): boolean {
  return instructionsOf(primitive) !== null;
}

/** What one stage gives and another takes, and all that whole blocks give. */
function crossing(runs: readonly Operation[][]): readonly number[] {
  return runs.flatMap((run) => [
    ...outerOf(run),
    ...run.filter((operation) => !isVector(operation)).map(({ value }) => value),
  ]);
}

/** The operands that a run does not compute itself. */
function outerOf(run: readonly Operation[]): readonly number[] {
  const own = new Set(run.map(({ value }) => value));
  return [...new Set(run.flatMap(({ operands }) => operands))].filter((value) => !own.has(value));
}

function stageOf(run: readonly Operation[], frame: Frame): Stage {
  const [{ value, operands, elements, ...first }] = run as [Operation];
  if (elements === undefined || instructionsOf(first.primitive) !== null) {
    return { kind: "vectors", code: codeOf(run, frame) };
  }
  const [places, result] = [operands.map(frame.placeOf), frame.placeOf(value)];
  return typeof elements === "string"
    ? { kind: "compiled", name: elements, from: places[0] as Place, to: result }
    : scriptStage(
        elements,
        { operands: places, areNumbers: operands.map(frame.isNumber), result },
        frame.size === 8 ? "float64" : "float32",
      );
}

function codeOf(run: readonly Operation[], { size, has, isNumber, placeOf }: Frame): string {
  const outer = outerOf(run);
  const placed = (values: readonly number[]): ReadonlyMap<number, Place> =>
    new Map(values.map((value) => [value, placeOf(value)]));
  return vectorLoop(
    run,
    {
      constant: placed(outer.filter(isNumber)),
      read: placed(outer.filter((value) => !isNumber(value))),
      written: placed(run.map(({ value }) => value).filter(has)),
    },
    size,
  );
}

// What a program of kernels is written from, and what it is.
import type { Frame } from "./frame.js";
import type { Graph, Node } from "./graph.js";
import type { Replacement } from "./nearly-parallel.js";
import type { TileStep } from "./map.js";
import type { PlaneRecorder } from "./plane-recorder.js";
import type { Register } from "./registers.js";
import type { Slots } from "./slots.js";
import type { PlacedStep, ProgramMemory } from "./step.js";
import type { AdvancedOf } from "./variances.js";

/** Which kernels are asked for. */
export interface Wanted {
  readonly nngp: boolean;
  readonly ntk: boolean;
}

/** All that a program is written from. */
export interface Plan {
  readonly graph: Graph;
  readonly frame: Frame;
  readonly output: Node;
  readonly wanted: Wanted;
  readonly advancedOf: AdvancedOf;
  readonly slotsOf: (node: Node) => Slots;
  readonly memory: ProgramMemory;
  /**
   * Where the input's kernel is found and the output's is to lie; with pixels, the step that reads the
   * input's.
   */
  readonly input: { readonly home: Register } | { readonly step: (input: Node) => OperandStep };
  /** The program is run once for each plane of fixed displacement, and gives the sums over its pixels. */
  readonly planes?: PlaneRecorder;
  /** A node whose kernel is there already: its register is filled before the program runs. */
  readonly given?: Node | null;
  /** Covariances of a node within each example, for attention: examples × pixels × pixels. */
  readonly capturedWithin: CapturedWithin;
  /** Complements that are known better than the program's. */
  readonly replacementsOf?: (node: Node) => readonly Replacement[];
  /** The first slot that is free for other registers. */
  readonly firstSlot: number;
}

export type OperandStep = TileStep & { readonly operands?: readonly number[] };

/** For an example's side (x1 or x2) all pairs of pixels of each example. */
export type CapturedWithin = (node: Node, side: 0 | 1) => Float64Array;

/** Steps, where the output lies, and the workspace they need. */
export interface Program {
  readonly steps: readonly PlacedStep[];
  readonly register: Register;
  /** Where the given node's kernel belongs. */
  readonly given: Register | null;
  readonly slots: number;
}

// Kernels of networks with pixels.
import { BYTES, type FloatDtype } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { withArena, type Arena } from "../wasm/arena.js";
import { parallel, threads } from "../wasm/pool.js";
import { columnsAt, makeFrame, pixelStarts, type Frame } from "./frame.js";
import type { Graph, Node } from "./graph.js";
import type { Examples } from "./inputs.js";
import { readPixels, transformed, type PixelRows } from "./pixel-inputs.js";
import { PlaneRecorder } from "./plane-recorder.js";
import { halfDisplacements, planesBefore, type PlaneGeometry, type Planes } from "./planes.js";
import type { Wanted } from "./plan.js";
import { writeProgram } from "./program.js";
import { reachableFrom } from "./reachable.js";
import { requiredSlots, type Readout } from "./requirements.js";
import { sharedDoubles, sharedFloats, sharedInts } from "./shared.js";
import { SINGLE, type Slots } from "./slots.js";
import { ProgramMemory } from "./step.js";
import { planPlaneTiles, planTiles, type Pairs, type PixelPlaneTiles } from "./pixel-tiles.js";
import { advancing, type AdvancedOf } from "./variances.js";

type Floats = Float64Array | Float32Array;

/** A node's kernel at some slots: rows × columns × slots. */
export interface PixelKernel {
  readonly nngp: Floats | null;
  readonly ntk: Floats | null;
  readonly slots: Slots;
}

/** What is asked of a run. */
export interface Question {
  readonly output: Node;
  readonly readout: Readout;
  readonly wanted: Wanted;
  /** All pairs of examples, or each example with itself. */
  readonly pairs: Pairs;
}

/** The kernels of a graph between examples x1 and x2, or between those of one of them. */
export class PixelKernels {
  readonly frame: Frame;
  readonly advancedOf: AdvancedOf;
  private readonly inputs = new Map<Node, PixelRows>();
  private readonly own = new Map<0 | 1, PixelKernels>();
  private readonly known = new Map<string, Float64Array>();

  constructor(
    private readonly arena: Arena,
    private readonly graph: Graph,
    private readonly data: {
      readonly examples: readonly [Examples, Examples];
      readonly dtype: FloatDtype;
    },
    sides: readonly [0 | 1, 0 | 1],
  ) {
    const [first, second] = sides;
    const { examples, dtype } = data;
    this.frame = makeFrame(
      examples[first].count,
      first === second ? null : examples[second].count,
      first,
    );
    this.advancedOf = advancing({
      ...{ frame: this.frame, dtype },
      variances: (input) => this.inputRows(input).variances,
      captured: (node) => this.captured(node),
    });
  }

  /** Runs the program of a question over all its pairs of examples. */
  run(question: Question): PixelKernel {
    const pooled = this.planesOf(question.output);
    if (pooled === null) return this.compute(question, null);
    const { total, planes } = pooled;
    const totals = this.totals(total, planes, question);
    if (question.output === total) return { ...totals, slots: SINGLE };
    return this.compute(question, { node: total, ...totals });
  }

  /** The global pooling before which all is computed plane by plane. */
  private planesOf(output: Node): { total: Node; planes: Planes } | null {
    const reachable = reachableFrom(output);
    const [total, ...others] = this.graph.nodes.filter(
      (node) => reachable.has(node) && node.operation.kind === "total",
    );
    if (total?.operation.kind !== "total" || others.length > 0) return null;
    const planes = planesBefore(this.graph, total.operation.of);
    return planes === null ? null : { total, planes };
  }

  private compute({ output, readout, wanted, pairs }: Question, given: Given | null): PixelKernel {
    const { frame, graph, advancedOf } = this;
    const { dtype } = this.data;
    const node = given?.node ?? null;
    const required = requiredSlots(graph, output, readout, node);
    const slotsOf = (of: Node) => required.get(of) as Slots;
    const slots = slotsOf(output);
    const count = slots.rows.length;
    const lines = pairs === "own" ? frame.n1 : frame.n1 * frame.n2;
    const result = (asked: boolean) => (asked ? sharedFloats(dtype, lines * count) : null);
    const [nngp, ntk] = [result(wanted.nngp), result(wanted.ntk)];
    // Captured variances are found before the arena holds this program.
    for (const of of required.keys()) if (of !== node) this.prepare(of);
    withArena((arena) => {
      const memory = new ProgramMemory(arena, dtype);
      const program = writeProgram({
        ...{ graph, frame, output, wanted, advancedOf, slotsOf, memory, firstSlot: 0, given: node },
        input: { step: (input) => this.inputStep(input) },
        capturedWithin: (of, side) => this.capturedWithin(of, side),
      });
      const job = memory.words(Uint32Array.of(memory.program(program.steps), program.steps.length));
      const tiles = planTiles(frame, { pairs, slots: program.slots, bytes: BYTES[dtype] });
      const most = Math.min(threads(), tiles.threads);
      const payload = {
        ...{ job, n1: frame.n1, n2: frame.n2, single: BYTES[dtype] === 4, nngp, ntk },
        ...{ rows: tiles.rows, columns: tiles.columns, places: tiles.places },
        ...{ triangle: frame.triangle && pairs === "all", diagonal: pairs === "own" },
        workspace: arena.bytes(tiles.workspaceBytes * most),
        workspaceBytes: tiles.workspaceBytes,
        ...{ w: program.register.w, tangent: program.register.ntk, slots: count },
        turned: sharedInts(turnedSlots(slots)),
        ...{ givenNngp: given?.nngp ?? null, givenNtk: given?.ntk ?? null },
        ...{ givenW: program.given?.w ?? 0, givenTangent: program.given?.ntk ?? 0 },
      };
      const total = tiles.places.length / 2;
      parallel("pixelTile", payload, total, Math.ceil(total / most));
    });
    return { nngp, ntk, slots };
  }

  /** K and Θ of a global pooling, plane by plane. */
  private totals(
    total: Node,
    planes: Planes,
    { wanted, pairs }: Question,
  ): Pick<PixelKernel, "nngp" | "ntk"> {
    const { operation } = total;
    if (operation.kind !== "total") throw new DomainError(`kernel: ${total.name} pools nothing`);
    const { frame, graph, advancedOf } = this;
    const { dtype } = this.data;
    const output = operation.of;
    for (const node of planes.keys()) this.prepare(node);
    const tiles = planPlaneTiles(frame, { pairs, bytes: BYTES[dtype] });
    const displacements = sharedInts(
      halfDisplacements((planes.get(output) as PlaneGeometry).shape),
    );
    const chunk = Math.ceil(displacements.length / 2 / PLANE_CHUNKS);
    const chunks = Math.ceil(displacements.length / 2 / chunk);
    const tasks = (tiles.places.length / 2) * chunks;
    const sums = sharedDoubles(tasks * 2 * tiles.rows * tiles.columns);
    withArena((arena) => {
      const memory = new ProgramMemory(arena, dtype);
      const write = () => {
        const recorder = new PlaneRecorder(memory, frame, planes);
        const program = writeProgram({
          ...{ graph, frame, output, advancedOf, memory, firstSlot: 0, planes: recorder },
          wanted: { ...wanted, nngp: true },
          slotsOf: (node) => (planes.get(node) as PlaneGeometry).slots,
          input: { step: (input) => this.inputStep(input) },
          capturedWithin: (node, side) => this.capturedWithin(node, side),
        });
        const address = memory.program(program.steps);
        const job = memory.words(Uint32Array.of(address, program.steps.length));
        return { ...program, plane: recorder.finish(job, address, program.steps) };
      };
      const programs = Array.from({ length: threads() }, write);
      const [{ register, slots }] = programs as [ReturnType<typeof write>];
      const strip = Math.max(32, tiles.columns * BYTES[dtype]);
      const workspaceBytes = slots * tiles.rows * strip;
      const payload = {
        programs: programs.map(({ plane }) => plane),
        ...{ n1: frame.n1, n2: frame.n2, single: BYTES[dtype] === 4, ...tiles },
        ...{ displacements, chunk, strides: frame.strides, workspaceBytes, sums },
        workspace: arena.bytes(workspaceBytes * threads()),
        ...{ w: register.w, tangent: register.ntk, triangle: frame.triangle },
      };
      parallel("planeTile", payload, tasks);
    });
    const join = (which: 0 | 1) => {
      const part = { ...tiles, which, chunks, weight: operation.weight, pairs };
      return joinedSums(sums, frame, part);
    };
    const convert = (values: Float64Array) => {
      const out = sharedFloats(dtype, values.length);
      out.set(values);
      return out;
    };
    return { nngp: convert(join(0)), ntk: wanted.ntk ? convert(join(1)) : null };
  }

  private prepare({ operation, ...node }: Node): void {
    if (node.holds === "complements") this.advancedOf(this.graph.nodes[node.id] as Node);
    if (operation.kind !== "matrix" || operation.matrix.weights.kind !== "attention") return;
    this.capturedWithin(operation.matrix.weights.scores, 0);
    if (!this.frame.triangle) this.capturedWithin(operation.matrix.weights.scores, 1);
  }

  private inputRows(node: Node): PixelRows {
    const known = this.inputs.get(node);
    if (known !== undefined) return known;
    const { operation } = node;
    if (operation.kind !== "input") throw new DomainError(`kernel: ${node.name} is no input`);
    const { dtype } = this.data;
    const transform = (side: 0 | 1) =>
      operation.matrices.reduce(
        (pixels, matrix) => transformed(pixels, matrix, side),
        this.data.examples[side],
      );
    const examples = [transform(0), transform(1)] as const;
    const rows = readPixels(this.arena, this.frame, { examples, dtype });
    this.inputs.set(node, rows);
    return rows;
  }

  private inputStep(node: Node) {
    const { address, channels, length } = this.inputRows(node);
    return { opcode: "pixelComplements", operands: [address, channels, length] } as const;
  }

  /** The kernels within the examples of a side. */
  private ownOf(side: 0 | 1): PixelKernels {
    const known = this.own.get(side);
    if (known !== undefined) return known;
    const own = new PixelKernels(this.arena, this.graph, this.data, [side, side]);
    this.own.set(side, own);
    return own;
  }

  /** Variances of all rows, from each example with itself. */
  captured(node: Node): Float64Array {
    const { frame } = this;
    if (frame.triangle)
      return this.remembered(`variances ${node.id}`, () => this.variancesOf(node));
    const [first, second] = frame.sides.map((side) => this.ownOf(side).captured(node)) as [
      Float64Array,
      Float64Array,
    ];
    const start = columnsAt(frame, node.pixels);
    const joined = new Float64Array(start + second.length);
    joined.set(first.subarray(0, start));
    joined.set(second, start);
    return joined;
  }

  private variancesOf(node: Node): Float64Array {
    const wanted = { nngp: true, ntk: false };
    const { nngp } = this.run({ output: node, readout: "diagonal", wanted, pairs: "own" });
    const { pixels } = node;
    const { frame } = this;
    const variances = new Float64Array(pixels * frame.strides[0] + 8).fill(1);
    for (const { count, startOf } of pixelStarts(frame, pixels)) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        for (let n = 0; n < count; n++) {
          variances[startOf(pixel) + n] = Math.max(0, nngp?.[n * pixels + pixel] ?? 0);
        }
      }
    }
    return variances;
  }

  /** All pairs of pixels of each example of a side. */
  capturedWithin(node: Node, side: 0 | 1): Float64Array {
    if (!this.frame.triangle) return this.ownOf(this.frame.sides[side]).capturedWithin(node, 0);
    return this.remembered(`pairs ${node.id}`, () => {
      const wanted = { nngp: true, ntk: false };
      const { nngp } = this.run({ output: node, readout: "all", wanted, pairs: "own" });
      return Float64Array.from(nngp ?? []);
    });
  }

  private remembered(key: string, make: () => Float64Array): Float64Array {
    const known = this.known.get(key) ?? make();
    this.known.set(key, known);
    return known;
  }
}

/** A kernel that was computed before. */
interface Given extends Pick<PixelKernel, "nngp" | "ntk"> {
  readonly node: Node;
}

/** Planes are summed in so many parts, however many threads there are. */
const PLANE_CHUNKS = 16;

/** Sums over chunks of planes, weighted, as a matrix; mirrored when x1 = x2. */
function joinedSums(
  sums: Float64Array,
  { n1, n2, triangle }: Frame,
  part: PixelPlaneTiles & {
    readonly which: 0 | 1;
    readonly chunks: number;
    readonly weight: number;
    readonly pairs: Pairs;
  },
): Float64Array {
  const { rows, columns, places, which, chunks, weight, pairs } = part;
  const own = pairs === "own";
  const out = new Float64Array(own ? n1 : n1 * n2);
  const area = rows * columns;
  for (let tile = 0; tile < places.length / 2; tile++) {
    const [row, column] = [places[2 * tile] as number, places[2 * tile + 1] as number];
    for (let r = 0; r < Math.min(rows, n1 - row); r++) {
      for (let c = 0; c < Math.min(columns, n2 - column); c++) {
        const [i, j] = [row + r, column + c];
        let sum = 0;
        for (let k = 0; k < chunks; k++) {
          sum += sums[((tile * chunks + k) * 2 + which) * area + r * columns + c] as number;
        }
        out[own ? i : i * n2 + j] = weight * sum;
        if (triangle && !own && row !== column) out[j * n2 + i] = weight * sum;
      }
    }
  }
  return out;
}

/** For each slot that of the turned pair; itself where that is not computed. */
function turnedSlots({ rows, columns, numberOf }: Slots): Int32Array {
  return rows.map((row, slot) => {
    const turned = numberOf(columns[slot] as number, row);
    return turned < 0 ? slot : turned;
  });
}

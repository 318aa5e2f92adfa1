// Programs on pixels before a global pooling, plane by plane.
import { BYTES } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { withArena } from "../wasm/arena.js";
import { parallel, threads } from "../wasm/pool.js";
import type { Frame } from "./frame.js";
import type { Graph, Node } from "./graph.js";
import { planPlaneTiles, type Pairs, type PixelPlaneTiles } from "./pixel-tiles.js";
import { PlaneRecorder } from "./plane-recorder.js";
import { halfDisplacements, planesBefore, type PlaneGeometry, type Planes } from "./planes.js";
import { writeProgram } from "./program.js";
import { reachableFrom } from "./reachable.js";
import type { PixelKernel, PixelRun, Question } from "./run-slots.js";
import { MOST_BYTES, sharedDoubles, sharedFloats, sharedInts } from "./shared.js";
import { ProgramMemory } from "./step.js";

/** A global pooling, and the planes before it. */
export interface PooledPlanes {
  readonly total: Node;
  readonly planes: Planes;
}

/** The global pooling before which all is computed plane by plane. */
export function pooledPlanes(graph: Graph, output: Node): PooledPlanes | null {
  const reachable = reachableFrom(output);
  const [total, ...others] = graph.nodes.filter(
    (node) => reachable.has(node) && node.operation.kind === "total",
  );
  if (total?.operation.kind !== "total" || others.length > 0) return null;
  const planes = planesBefore(graph, total.operation.of);
  return planes === null ? null : { total, planes };
}

/** K and Θ of a global pooling, plane by plane. */
export function runPlanes(
  kernels: PixelRun,
  { total, planes }: PooledPlanes,
  { wanted, pairs }: Question,
): Pick<PixelKernel, "nngp" | "ntk"> {
  const { operation } = total;
  if (operation.kind !== "total") throw new DomainError(`kernel: ${total.name} pools nothing`);
  const { frame, graph, dtype, advancedOf } = kernels;
  const output = operation.of;
  for (const node of planes.keys()) kernels.prepare(node);
  checkSums(frame, pairs);
  const tiles = planPlaneTiles(frame, { pairs, bytes: BYTES[dtype] });
  const displacements = sharedInts(halfDisplacements((planes.get(output) as PlaneGeometry).shape));
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
        input: { step: (input) => kernels.inputStep(input) },
        capturedWithin: (node, side) => kernels.capturedWithin(node, side),
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

/** Planes are summed in so many parts, however many threads there are. */
const PLANE_CHUNKS = 16;

/** @throws {@link DomainError} before lists of tiles are made, which would be too long. */
function checkSums({ n1, n2, triangle }: Frame, pairs: Pairs): void {
  const numbers = pairs === "own" ? n1 : (n1 * n2) / (triangle ? 2 : 1);
  const bytes = 2 * 8 * PLANE_CHUNKS * numbers;
  if (bytes <= MOST_BYTES) return;
  throw new DomainError(
    `kernel: the sums over pixels of ${n1}×${n2} images need ${(bytes / 2 ** 30).toFixed(1)} GiB; give fewer images at a time`,
  );
}

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

// Sums over planes, some rows of pairs after the others: as matrices they would be many times the kernel.
import { BYTES } from "../array/dtype.js";
import { DomainError } from "../errors.js";
import { reportingPart } from "../platform/progress.js";
import { withArena, type Arena } from "../wasm/arena.js";
import { parallel, threads } from "../wasm/pool.js";
import type { Node } from "./graph.js";
import { planPlaneTiles, type PlaneStrip, type RowRange } from "./pixel-tiles.js";
import { PlaneRecorder } from "./plane-recorder.js";
import { halfDisplacements, type PlaneGeometry, type Planes } from "./planes.js";
import { writeProgram } from "./program.js";
import type { PixelRun, Question } from "./run-slots.js";
import { sharedDoubles, sharedInts } from "./shared.js";
import { ArenaMemory } from "./step.js";

/** A global pooling, and the planes before it. */
export interface PooledPlanes {
  readonly total: Node;
  readonly planes: Planes;
}

/** K and Θ of a global pooling for the pairs of some rows. */
export interface StripSums extends RowRange {
  /** Gives all K (0) or all Θ (1); of x1 with itself at least those up to the diagonal. */
  readonly read: (which: number, put: (row: number, column: number, value: number) => void) => void;
}

/** Computes a global pooling strip by strip. The sums that are handed on are overwritten by the next strip's. */
export function eachStrip(
  kernels: PixelRun,
  { total, planes }: PooledPlanes,
  { wanted, pairs }: Pick<Question, "wanted" | "pairs">,
  take: (sums: StripSums) => void,
): void {
  const { operation } = total;
  if (operation.kind !== "total") throw new DomainError(`kernel: ${total.name} pools nothing`);
  const { frame, dtype } = kernels;
  const { n1, n2 } = frame;
  const displacements = sharedInts(
    halfDisplacements((planes.get(operation.of) as PlaneGeometry).shape),
  );
  const chunk = Math.ceil(displacements.length / 2 / PLANE_CHUNKS);
  const chunks = Math.ceil(displacements.length / 2 / chunk);
  const bytes = BYTES[dtype];
  const tiling = planPlaneTiles(frame, { pairs, bytes, perPair: 2 * 8 * chunks });
  const { edge } = tiling;
  const memory = sharedDoubles(tiling.most * chunks * 2 * edge ** 2);
  withArena((arena) => {
    const programs = programsOf(kernels, { output: operation.of, planes, wanted, arena });
    const [{ register, slots }] = programs;
    const workspaceBytes = slots * edge * ROW_BYTES;
    const payload = {
      programs: programs.map(({ plane }) => plane),
      ...{ n1, n2, single: bytes === 4, rows: edge, columns: edge },
      ...{ displacements, chunk, strides: frame.strides, workspaceBytes },
      workspace: arena.bytes(workspaceBytes * threads()),
      ...{ w: register.w, tangent: register.ntk, triangle: frame.triangle },
    };
    const doneAt = shareOf(frame.triangle && pairs === "all");
    for (const strip of tiling.strips()) {
      const { first, last, places } = strip;
      const tasks = (places.length / 2) * chunks;
      const sums = memory.subarray(0, tasks * 2 * edge ** 2).fill(0);
      const [from, to] = [doneAt(first / n1), doneAt(last / n1)];
      reportingPart(from, to, () => parallel("planeTile", { ...payload, places, sums }, tasks));
      const reader = readerOf(sums, strip, {
        ...{ n1, n2, edge, chunks, weight: operation.weight, pairs },
      });
      reportingPart(to, to, () => take({ first, last, read: reader }));
    }
  });
}

/** Planes are summed in so many parts, however many threads there are. */
const PLANE_CHUNKS = 16;
/** A row of a tile: a whole step of two vectors. */
const ROW_BYTES = 32;

/** How much of all pairs is done when a share of the rows is. */
const shareOf = (triangle: boolean) => (rows: number) => (triangle ? rows * rows : rows);

/** The program of the planes for every thread. */
function programsOf(
  kernels: PixelRun,
  given: Pick<Question, "output" | "wanted"> & { readonly planes: Planes; readonly arena: Arena },
) {
  const { frame, graph, dtype, advancedOf } = kernels;
  const { output, wanted, planes, arena } = given;
  const memory = new ArenaMemory(arena, dtype);
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
  const first = write();
  return [first, ...Array.from({ length: threads() - 1 }, write)] as const;
}

/** Sums over chunks of planes, weighted. */
function readerOf(
  sums: Float64Array,
  { places }: PlaneStrip,
  shape: Record<"n1" | "n2" | "edge" | "chunks" | "weight", number> & Pick<Question, "pairs">,
): StripSums["read"] {
  const { n1, n2, edge, chunks, weight, pairs } = shape;
  const area = edge ** 2;
  return (which, put) => {
    for (let tile = 0; tile < places.length / 2; tile++) {
      const [row, column] = [places[2 * tile] as number, places[2 * tile + 1] as number];
      for (let r = 0; r < Math.min(edge, n1 - row); r++) {
        for (let c = 0; c < Math.min(edge, n2 - column); c++) {
          if (pairs === "own" && c !== r) continue;
          let sum = 0;
          for (let k = 0; k < chunks; k++) {
            sum += sums[((tile * chunks + k) * 2 + which) * area + r * edge + c] as number;
          }
          put(row + r, column + c, weight * sum);
        }
      }
    }
  };
}

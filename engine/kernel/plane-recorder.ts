import type { PlaneProgram, PlaneWindow } from "../wasm/plane-tile.js";
import { columnsAt, type Frame } from "./frame.js";
import type { Node, PlainWindow } from "./graph.js";
import { windowGeometry, type PlaneGeometry, type Planes } from "./planes.js";
import type { Slots } from "./slots.js";
import { STEP_BYTES, type PlacedStep, type ArenaMemory } from "./step.js";

const SLOT_BYTES = 16;
const STEP_SLOTS = 12;
const WINDOW_BYTES = 36;

/** Notes what one thread's program has to be told of every plane. */
export class PlaneRecorder {
  private readonly geometries: PlaneGeometry[] = [];
  private readonly tables: number[] = [];
  private readonly windows: PlaneWindow[] = [];

  constructor(
    private readonly memory: ArenaMemory,
    private readonly frame: Frame,
    readonly planes: Planes,
  ) {}

  /** Address of the table of slots, which every plane fills anew. */
  table(slots: Slots): number {
    const known = this.geometries.findIndex((geometry) => geometry.slots === slots);
    if (known >= 0) return this.tables[known] as number;
    const geometry = [...this.planes.values()].find((one) => one.slots === slots) as PlaneGeometry;
    const table = this.memory.arena.bytes(slots.pixels * SLOT_BYTES);
    this.geometries.push(geometry);
    this.tables.push(table);
    return table;
  }

  /** Address of a window's words. */
  window(node: Node, of: Node, window: PlainWindow): number {
    const address = this.memory.arena.bytes(WINDOW_BYTES);
    const [output, input] = [this.groupOf(node), this.groupOf(of)];
    this.windows.push({ address, output, input, ...windowGeometry(window) });
    return address;
  }

  private groupOf(node: Node): number {
    const geometry = this.planes.get(node) as PlaneGeometry;
    this.table(geometry.slots);
    return this.geometries.indexOf(geometry);
  }

  /** The program as tiles read it, its steps written from the address on. */
  finish(job: number, address: number, steps: readonly PlacedStep[]): PlaneProgram {
    const groups = this.geometries.map(({ shape, scale, slots }, k) => {
      const table = this.tables[k] as number;
      const counts = steps.flatMap((step, at) =>
        step.table === table ? [address + at * STEP_BYTES + STEP_SLOTS] : [],
      );
      return { shape, scale, table, counts, columns: columnsAt(this.frame, slots.pixels) };
    });
    return { job, groups, windows: this.windows };
  }
}

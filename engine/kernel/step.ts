import type { FloatDtype } from "../array/dtype.js";
import type { Arena, Block } from "../wasm/arena.js";
import { wasm } from "../wasm/loader.js";
import type { TileStep } from "./map.js";
import { OPCODES } from "./opcodes.js";
import type { Register } from "./registers.js";

// Memory layout that engine/wasm/assembly/shared/{tile-layer,tile-covariance}.ts read.
export const STEP_BYTES = 128;
const STEP_CONSTANTS = 24;
const STEP_VECTORS = 56;
const STEP_OPERANDS = 96;
export const TERM_BYTES = 56;

/** A step with the register it acts on. */
export interface PlacedStep extends TileStep {
  readonly register: Register;
  readonly slots: number;
  /** Address of the register's slots. */
  readonly table: number;
  readonly operands?: readonly number[];
}

/** A term of a sum as the compiled code reads it. */
export interface TermRecord {
  readonly covariances: number;
  readonly register: Register;
  readonly weight: number;
  readonly root: number;
  /** Where the columns' entries begin in its vectors. */
  readonly columns: number;
  readonly deviations: Float64Array;
  readonly sources: Int32Array;
  readonly strides: readonly [number, number];
}

/** Where programs have what they refer to. */
export type ProgramMemory = Pick<
  ArenaMemory,
  "vector" | "made" | "words" | "list" | "doubles" | "terms"
>;

/** Copies what programs refer to into the arena, equal things once. */
export class ArenaMemory {
  private readonly known = new Map<Float64Array | Int32Array | Uint32Array, number>();

  constructor(
    readonly arena: Arena,
    private readonly dtype: FloatDtype,
  ) {}

  /** A vector that is made here. */
  made(_length: number, make: () => Float64Array): number {
    return this.vector(make());
  }

  /** Integers, which `write` writes where they are to lie. */
  list(length: number, write: (list: Int32Array) => void): number {
    const ptr = this.arena.bytes(Math.max(1, length) * 4);
    write(new Int32Array(wasm().memory.buffer, ptr, length));
    return ptr;
  }

  vector(vector: Float64Array): number {
    const known = this.known.get(vector);
    if (known !== undefined) return known;
    const block: Block<Float64Array | Float32Array> = this.arena[this.dtype](vector.length);
    block.view.set(vector);
    this.known.set(vector, block.ptr);
    return block.ptr;
  }

  words(words: Int32Array | Uint32Array): number {
    const known = this.known.get(words);
    if (known !== undefined) return known;
    const ptr = this.arena.bytes(Math.max(1, words.length) * 4);
    new Int32Array(wasm().memory.buffer, ptr, words.length).set(words);
    this.known.set(words, ptr);
    return ptr;
  }

  /** Numbers that are doubles for both dtypes. */
  doubles(values: Float64Array): number {
    const { ptr, view } = this.arena.float64(Math.max(1, values.length));
    view.set(values);
    return ptr;
  }

  terms(records: readonly TermRecord[]): number {
    const ptr = this.arena.bytes(records.length * TERM_BYTES);
    records.forEach((record, k) => this.writeTerm(ptr + k * TERM_BYTES, record));
    return ptr;
  }

  private writeTerm(at: number, term: TermRecord): void {
    const { covariances, register, weight, root, columns, deviations, sources, strides } = term;
    const { buffer } = wasm().memory;
    const addresses = [this.vector(deviations), this.words(sources)];
    new Uint32Array(buffer, at, 2).set([covariances, register.ntk]);
    new Float64Array(buffer, at + 8, 1).fill(weight);
    new Uint32Array(buffer, at + 16, 2).set([register.w, columns]);
    new Float64Array(buffer, at + 24, 1).fill(root);
    new Uint32Array(buffer, at + 32, 4).set([...addresses, ...strides]);
  }

  /** Writes the program; its address. */
  program(steps: readonly PlacedStep[]): number {
    const program = this.arena.bytes(Math.max(1, steps.length) * STEP_BYTES);
    steps.forEach((step, k) => this.writeStep(program + k * STEP_BYTES, step));
    return program;
  }

  private writeStep(at: number, step: PlacedStep): void {
    const { register, slots, table } = step;
    const addresses = (step.vectors ?? []).map((vector) =>
      step.doubles === true ? this.doubles(vector) : this.vector(vector),
    );
    const { buffer } = wasm().memory;
    new Uint32Array(buffer, at, 5).set([
      OPCODES[step.opcode],
      register.w,
      register.ntk,
      slots,
      table,
    ]);
    new Float64Array(buffer, at + STEP_CONSTANTS, 4).set(step.constants ?? []);
    new Uint32Array(buffer, at + STEP_VECTORS, 10).set(addresses);
    new Uint32Array(buffer, at + STEP_OPERANDS, 8).set(step.operands ?? []);
  }
}

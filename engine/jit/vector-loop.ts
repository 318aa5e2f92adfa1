// The loop over vectors that computes a run of operations, each value in a register.
import type { FloatSize } from "../wasm/floats.js";
import type { Place } from "../wasm/chain-tasks.js";
import { moduleBytes, unsigned, type Code } from "../wasm/module-bytes.js";
import { load, store, VECTOR_BYTES } from "../wasm/vector-instructions.js";
import { instructionsOf } from "./instructions.js";

/** value = primitive(operands); values are numbered. */
export interface VectorOperation {
  readonly value: number;
  readonly primitive: string;
  readonly operands: readonly number[];
}

/** Where values that come from or go to memory lie in a turn's frame. */
export interface Places {
  /** Vectors that are the same in every turn. */
  readonly constant: ReadonlyMap<number, Place>;
  readonly read: ReadonlyMap<number, Place>;
  readonly written: ReadonlyMap<number, Place>;
}

const [LOCAL_GET, LOCAL_SET, LOCAL_TEE] = [0x20, 0x21, 0x22];
const [I32_CONST, I32_ADD, I32_LESS] = [0x41, 0x6a, 0x49];
const [I32_LOAD, WORD_ALIGNMENT] = [0x28, 2];
const [LOOP, NO_RESULT, BRANCH_IF, END] = [0x03, 0x40, 0x0d, 0x0b];

/** The parameters: where a turn's vectors in the frame begin, and where those of the last turn end. */
const [AT, LAST] = [0, 1];
const PARAMETERS = 2;

/** A module whose `run` does all operations on all vectors, as text of one character a byte. */
export function vectorLoop(
  operations: readonly VectorOperation[],
  { constant, read, written }: Places,
  size: FloatSize,
): string {
  const distances = [...read, ...written].flatMap(([, { kind, at }]) =>
    kind === "distance" ? [at] : [],
  );
  const words = [...new Set(distances)];
  const wordOf = (at: number): Code => unsigned(PARAMETERS + words.indexOf(at));
  const noted = words.flatMap((at) => [
    ...[LOCAL_GET, AT, I32_LOAD, WORD_ALIGNMENT, ...unsigned(at)],
    ...[LOCAL_SET, ...wordOf(at)],
  ]);
  const registers = new Map<number, number>();
  const registerOf = (value: number): number => {
    const register = registers.get(value) ?? PARAMETERS + words.length + registers.size;
    registers.set(value, register);
    return register;
  };
  /** The address, as code, and what is to be added to it. */
  const reached = ({ kind, at }: Place): { readonly address: Code; readonly offset: number } =>
    kind === "frame"
      ? { address: [LOCAL_GET, AT], offset: at }
      : { address: [LOCAL_GET, AT, LOCAL_GET, ...wordOf(at), I32_ADD], offset: 0 };
  const get = (value: number): Code => [LOCAL_GET, ...unsigned(registerOf(value))];
  const set = (value: number): Code => [LOCAL_SET, ...unsigned(registerOf(value))];
  const fetched = (places: ReadonlyMap<number, Place>): Code =>
    [...places].flatMap(([value, place]) => {
      const { address, offset } = reached(place);
      return [...address, ...load(offset), ...set(value)];
    });
  const computed = operations.flatMap(({ value, primitive, operands }) => {
    const instructions = instructionsOf(primitive);
    return [...(instructions?.(size, ...operands.map(get)) ?? []), ...set(value)];
  });
  const stored = [...written].flatMap(([value, place]) => {
    const { address, offset } = reached(place);
    return [...address, ...get(value), ...store(offset)];
  });
  const body = [
    ...noted,
    ...fetched(constant),
    ...[LOOP, NO_RESULT],
    ...[...fetched(read), ...computed, ...stored],
    ...[LOCAL_GET, AT, I32_CONST, VECTOR_BYTES, I32_ADD, LOCAL_TEE, AT],
    ...[LOCAL_GET, LAST, I32_LESS, BRANCH_IF, 0, END],
  ];
  return String.fromCharCode(
    ...moduleBytes(body, { words: words.length, vectors: registers.size }),
  );
}

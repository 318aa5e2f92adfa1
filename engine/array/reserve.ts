// Memory of a computation that is run again and again: what a run needs for its intermediate values is
// there from the run before.
import type { Dtype, DtypeData } from "./dtype.js";
import type { NDArray } from "./ndarray.js";

type Data = DtypeData[Dtype];

/** While set, `allocate` asks here first. */
let current: Reserve | null = null;

export function currentReserve(): Reserve | null {
  return current;
}

/** Whoever gets `given` and makes arrays in `use` may keep them all. */
export function outsideReserve<T>(given: readonly { readonly data: Data }[], use: () => T): T {
  if (current === null) return use();
  for (const { data } of given) current.forget(data.buffer);
  return withReserve(null, use);
}

function withReserve<T>(reserve: Reserve | null, use: () => T): T {
  const outer = current;
  current = reserve;
  try {
    return use();
  } finally {
    current = outer;
  }
}

/** Typed arrays that are lent and come back; each has a buffer of its own. */
export class Reserve {
  private readonly idle = new Map<string, Data[]>();
  private readonly lent = new Map<ArrayBufferLike, Data>();
  private recent: ArrayBufferLike[] = [];

  /** What `use` gives, and the buffers that were lent meanwhile. */
  lendingTo<T>(use: () => T): { readonly result: T; readonly buffers: readonly ArrayBufferLike[] } {
    this.recent = [];
    return { result: withReserve(this, use), buffers: this.recent };
  }

  /** What `use` gives; all that it was lent comes back at the end but the memory of the arrays in its result. */
  keeping<T>(use: () => T, arraysOf: (result: T) => readonly NDArray[]): T {
    const { result } = this.lendingTo(use);
    const arrays = arraysOf(result);
    // A transform that follows keeps more than what it shows.
    if (arrays.some(({ trace }) => trace !== undefined)) this.clear();
    for (const array of arrays) if (array.trace === undefined) this.forget(array.data.buffer);
    this.collect();
    return result;
  }

  /** An array that came back. */
  take<D extends Dtype>(dtype: D, length: number): DtypeData[D] | undefined {
    const data = this.idle.get(keyOf(dtype, length))?.pop() as DtypeData[D] | undefined;
    if (data !== undefined) this.lend(data);
    return data;
  }

  lend(data: Data): void {
    this.lent.set(data.buffer, data);
    this.recent.push(data.buffer);
  }

  owns(buffer: ArrayBufferLike): boolean {
    return this.lent.has(buffer);
  }

  giveBack(buffer: ArrayBufferLike): void {
    const data = this.lent.get(buffer);
    if (data === undefined) return;
    this.lent.delete(buffer);
    const key = keyOf(dtypeOf(data), data.length);
    const others = this.idle.get(key);
    if (others === undefined) this.idle.set(key, [data]);
    else others.push(data);
  }

  /** What was lent stays with whoever has it. */
  forget(buffer: ArrayBufferLike): void {
    this.lent.delete(buffer);
  }

  /** All that is lent comes back. */
  collect(): void {
    for (const buffer of this.lent.keys()) this.giveBack(buffer);
  }

  clear(): void {
    this.idle.clear();
    this.lent.clear();
  }

  get idleBytes(): number {
    return [...this.idle.values()].flat().reduce((sum, { byteLength }) => sum + byteLength, 0);
  }
}

function keyOf(dtype: Dtype, length: number): string {
  return `${dtype} ${length}`;
}

function dtypeOf(data: Data): Dtype {
  if (data instanceof Float64Array) return "float64";
  if (data instanceof Float32Array) return "float32";
  return data instanceof Int32Array ? "int32" : "bool";
}

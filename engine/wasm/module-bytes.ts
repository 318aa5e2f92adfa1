// The binary format of WebAssembly (core specification 3.0, §5), as far as a module needs it that holds
// one loop over the engine's memory.

/** Instructions as bytes. */
export type Code = readonly number[];

const LITTLE_ENDIAN_VERSION_1 = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const I32 = 0x7f;
const V128 = 0x7b;
const FUNCTION_TYPE = 0x60;
const SHARED_WITH_MAXIMUM = 0x03;
const MOST_PAGES = 65536;
const END = 0x0b;

/** An unsigned number in base 128, the least digits first (LEB128). */
export function unsigned(value: number): Code {
  const digits: number[] = [];
  let rest = value;
  do {
    const digit = rest % 128;
    rest = (rest - digit) / 128;
    digits.push(rest > 0 ? digit + 128 : digit);
  } while (rest > 0);
  return digits;
}

function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function sized(content: Code): Code {
  return [...unsigned(content.length), ...content];
}

function name(text: string): Code {
  return vector(Array.from(new TextEncoder().encode(text), (byte) => [byte]));
}

function section(id: number, items: readonly Code[]): Code {
  return [id, ...sized(vector(items))];
}

/**
 * A module that imports `env.memory`, shared, and exports `run(a, b)`: `body` with two i32 parameters
 * (locals 0 and 1) and behind them as many locals of type i32, then of type v128, as told.
 */
export function moduleBytes(
  body: Code,
  { words, vectors }: { readonly words: number; readonly vectors: number },
): Uint8Array {
  const type = [FUNCTION_TYPE, ...vector([[I32], [I32]]), ...vector([])];
  const memory = [0x02, SHARED_WITH_MAXIMUM, ...unsigned(0), ...unsigned(MOST_PAGES)];
  const code = sized([
    ...vector([
      [...unsigned(words), I32],
      [...unsigned(vectors), V128],
    ]),
    ...[...body, END],
  ]);
  return Uint8Array.from([
    ...LITTLE_ENDIAN_VERSION_1,
    ...section(1, [type]),
    ...section(2, [[...name("env"), ...name("memory"), ...memory]]),
    ...section(3, [unsigned(0)]),
    ...section(7, [[...name("run"), 0x00, ...unsigned(0)]]),
    ...section(10, [code]),
  ]);
}

// Generates shared/convolution-sums.ts: sums of the strips of so many slots, unrolled, for the numbers of
// taps that windows of 3 × 3, 3 and 2 × 2 have inside and at edges; others go through a loop.

/** The numbers of taps that are unrolled. */
const UNROLLED = [9, 6, 4, 3, 2];

const range = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => i);

/**
 * A sum of terms as a balanced tree, so that additions do not wait for each other.
 *
 * @returns {string}
 */
function tree(/** @type {string[]} */ terms) {
  if (terms.length === 1) return terms[0] ?? "";
  const half = terms.length >> 1;
  return `v128.add<T>(${tree(terms.slice(0, half))}, ${tree(terms.slice(half))})`;
}

function unrolled(/** @type {number} */ taps) {
  const slots = range(taps).map(
    (k) => `  const k${k} = base + <usize>load<u32>(list, ${4 * k}) * slotBytes;`,
  );
  const sum = (/** @type {string} */ offset) =>
    tree(range(taps).map((k) => `v128.load(k${k} + at${offset})`));
  return `
function sum${taps}<T>(list: usize, base: usize, slotBytes: usize, to: usize, bytes: usize): void {
${slots.join("\n")}
  for (let at: usize = 0; at < bytes; at += 32) {
    v128.store(to + at, ${sum("")});
    v128.store(to + at, ${sum(", 16")}, 16);
  }
}
`;
}

/** The text of shared/convolution-sums.ts. */
export function generateConvolution() {
  const cases = UNROLLED.map(
    (taps) => `    case ${taps}: sum${taps}<T>(list, base, slotBytes, to, bytes); return;`,
  );
  return `${UNROLLED.map(unrolled).join("")}
function sumAny<T>(count: u32, list: usize, base: usize, slotBytes: usize, to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
  for (let k: u32 = 0; k < count; k++) {
    const from = base + <usize>load<u32>(list + (<usize>k << 2)) * slotBytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(to + at, v128.add<T>(v128.load(to + at), v128.load(from + at)));
    }
  }
}

/** \`to\` = the sum of the slots in the list; whole steps of two vectors. */
export function sumSlots<T>(count: u32, list: usize, base: usize, slotBytes: usize, to: usize, bytes: usize): void {
  switch (count) {
${cases.join("\n")}
    default: sumAny<T>(count, list, base, slotBytes, to, bytes);
  }
}
`;
}

import type { Layout } from "./strided.js";

/**
 * Layouts of one shape, said with as few axes as possible, so that the innermost rows are long: nothing moves
 * along axes of length 1, and two neighbours are one where every layout goes on evenly from row to row.
 */
export function mergeAxes(layouts: readonly [Layout, ...Layout[]]): Layout[] {
  const [{ shape }] = layouts;
  const lengths: number[] = [];
  const strides: number[][] = layouts.map(() => []);
  for (const [axis, length] of shape.entries()) {
    if (length === 1) continue;
    const last = lengths.length - 1;
    const evenly = layouts.every((layout, k) => {
      return strides[k]?.[last] === length * (layout.strides[axis] as number);
    });
    if (last >= 0 && evenly) lengths[last] = (lengths[last] as number) * length;
    else lengths.push(length);
    for (const [k, layout] of layouts.entries()) {
      (strides[k] as number[])[lengths.length - 1] = layout.strides[axis] as number;
    }
  }
  return layouts.map(({ offset }, k) => ({
    shape: lengths,
    strides: strides[k] as number[],
    offset,
  }));
}

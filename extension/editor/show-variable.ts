import type { VariableInfo } from "../session/protocol.js";

/** Code that shows an array: a curve, or rows of its last axis. Names are JS identifiers. */
export function sourceShowing({ name, shape }: VariableInfo): string {
  const axes = shape ?? [];
  const title = JSON.stringify(name);
  const show = '(await import("ntkbook")).show';
  if (axes.length === 1) {
    const points = `x: Array.from(${name}.data.keys()), y: Array.from(${name}.data, Number)`;
    return `${show}.chart({ title: ${title}, series: [{ name: ${title}, ${points} }] }); undefined`;
  }
  const rows = axes.length === 2 ? name : `${name}.reshape([-1, ${axes.at(-1) ?? 1}])`;
  return `${show}.matrix(${rows}, { title: ${title} }); undefined`;
}

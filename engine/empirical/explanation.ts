import type { Shape } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { leafPaths } from "../core/pytree.js";
import { displaySymbol } from "../display/display.js";
import type { Choice, Estimate } from "./choice.js";
import type { Call } from "./model.js";
import type { Rule, Way } from "./plan.js";

/** How an array of parameters enters a kernel. */
export interface ParameterExplanation {
  /** Where the array of outputs lies in f's result, and the array of parameters in its tree. */
  readonly output: string;
  readonly path: string;
  readonly shape: Shape;
  /**
   * The form of its Jacobian that the structured implementation uses:
   *
   * - `"product"`: outer products of inputs and cotangents, of dense layers and of attention
   * - `"windows"`: the same of the windows of a convolution
   * - `"lookup"`: rows of an embedding
   * - `"entries"`: one cotangent an entry, of shifts and scales
   * - `"jacobian"`: formed, since its use has no known form or forming it costs less
   * - `"none"`: the outputs do not depend on it
   */
  readonly rule: Rule;
  /** Floating-point operations on top of those of the way back to where it is used. */
  readonly flops: number;
}

/** How a kernel is computed, and the kernel. In a notebook it shows itself as a table. */
export interface KernelExplanation<Kernel> extends Estimate {
  /** Of all implementations. */
  readonly estimates: readonly Estimate[];
  readonly parameters: readonly ParameterExplanation[];
  /** Computed when it is asked for, and kept. */
  readonly kernel: Kernel;
  toString(): string;
}

export function explanationOf<Kernel>(
  call: Call,
  { chosen, estimates, candidates }: Choice,
  compute: () => Kernel,
): KernelExplanation<Kernel> {
  const outputs = leafPaths(call.model.result().structure);
  const parameters = candidates.flatMap(({ ways }, leaf) =>
    ways.map((way, k) => parameterOf(call, { way, output: outputs[leaf] ?? "", k })),
  );
  let known: { readonly kernel: Kernel } | null = null;
  const explanation: KernelExplanation<Kernel> = {
    ...chosen,
    ...{ estimates, parameters },
    get kernel() {
      return (known ??= { kernel: compute() }).kernel;
    },
    toString: () => textOf(chosen, estimates, parameters),
  };
  const bundle = () => ({ "text/plain": explanation.toString() });
  return Object.defineProperty(explanation, displaySymbol, { value: bundle });
}

function parameterOf(
  { model }: Call,
  { way, output, k }: { readonly way: Way; readonly output: string; readonly k: number },
): ParameterExplanation {
  const path = model.paths[k] ?? "";
  const shape = model.params[k]?.shape ?? [];
  return { output, path, shape, rule: way.rule, flops: 2 * (way.multiplyAdds + way.forming) };
}

/** The most parameters that are listed. */
const MOST_LINES = 20;

function textOf(
  chosen: Estimate,
  estimates: readonly Estimate[],
  parameters: readonly ParameterExplanation[],
): string {
  const list = estimates.map(({ implementation, flops, memory, fits }) => [
    implementation === chosen.implementation ? `→ ${implementation}` : `  ${implementation}`,
    `${inUnits(flops, 1000, ["", "k", "M", "G", "T", "P"])}flop`,
    `${inUnits(memory, 1024, ["", "Ki", "Mi", "Gi", "Ti"])}B`,
    fits ? "" : "one pair of examples exceeds the memory allowed",
  ]);
  const named = parameters
    .slice(0, MOST_LINES)
    .map(({ output, path, shape, rule, flops }) => [
      `  ${output}${output === "" ? "" : " by "}params${path}`,
      formatShape(shape),
      rule,
      `${inUnits(flops, 1000, ["", "k", "M", "G", "T", "P"])}flop`,
    ]);
  const more = parameters.length - MOST_LINES;
  return [
    ...columns(list),
    "what the structured implementation makes use of:",
    ...columns(named),
    ...(more > 0 ? [`  … ${more} more`] : []),
  ].join("\n");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, k) => cell.padEnd(widths[k] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function inUnits(value: number, base: number, units: readonly string[]): string {
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log(Math.max(1, value)) / Math.log(base))),
  );
  return `${Number((value / base ** power).toPrecision(3))} ${units[power] ?? ""}`;
}

import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { broadcastTo, fitTo } from "../array/broadcast.js";
import { reshape } from "../array/rearrange.js";
import { add } from "../array/arithmetic.js";
import { sum } from "../array/reductions.js";
import { allocate } from "../array/storage.js";
import { isFloat, type FloatDtype } from "../array/dtype.js";
import { batchSize } from "../array/batching.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { DtypeError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";
import { sizesOf, type ConvGeometry } from "./geometry.js";
import { entryOf } from "./examples.js";
import { kernelGradientsInto } from "./kernel-gradients.js";
import { convolveInto, inputGradientInto } from "./values.js";

// T(x, w, g) = ⟨g, conv(x, w)⟩ is linear in images x, kernel w and cotangent g. Its derivatives in g, x
// and w are the convolution, its input gradient and its kernel gradient: each is bilinear, and the
// transposes of each are the others.

/** One of the three arguments of T. */
type Role = "x" | "w" | "g";

export interface Trilinear {
  readonly geometry: ConvGeometry;
  /** How many examples are computed at once; the result has them on axis 0. */
  readonly examples: number | null;
  readonly runs: Runs;
}

/**
 * The operands that have an axis of examples, and how many examples in a row share an entry of it. What is
 * not named is shared by all.
 */
type Runs = Readonly<Partial<Record<Role, number>>>;

/** What the derivative of T in each argument is a function of, in this order. */
const OPERANDS: Readonly<Record<Role, readonly [Role, Role]>> = {
  g: ["x", "w"],
  x: ["g", "w"],
  w: ["x", "g"],
};

const NAMES: Readonly<Record<Role, string>> = {
  g: "conv",
  x: "convInputGradient",
  w: "convKernelGradient",
};

const compute = { g: convolveInto, x: inputGradientInto } as const;

/** conv(x, w): [images, y, x, channels] and [y, x, channels/groups, filters]. */
export function convolution(x: NDArray, w: NDArray, geometry: ConvGeometry): NDArray {
  return derivative("g", { x, w }, { geometry, examples: null, runs: {} });
}

/** The adjoint of conv in its images. */
export function inputGradient(g: NDArray, w: NDArray, geometry: ConvGeometry): NDArray {
  return derivative("x", { g, w }, { geometry, examples: null, runs: {} });
}

/** The adjoint of conv in its kernel. */
export function kernelGradient(x: NDArray, g: NDArray, geometry: ConvGeometry): NDArray {
  return derivative("w", { x, g }, { geometry, examples: null, runs: {} });
}

/** The derivative of T in an argument, from the two others. */
function derivative(
  role: Role,
  operands: Readonly<Partial<Record<Role, NDArray>>>,
  params: Trilinear,
): NDArray {
  const inputs = OPERANDS[role].map((name) => operands[name] as NDArray);
  return bindOne(primitives[role], inputs, params);
}

function shapeOf(role: Role, geometry: ConvGeometry): Shape {
  const { images, input, channels, kernel, groups, filters, output } = geometry;
  if (role === "x") return [images, ...input, channels];
  return role === "w" ? [...kernel, channels / groups, filters] : [images, ...output, filters];
}

function definitionOf(role: Role): Primitive<Trilinear> {
  return define({
    name: NAMES[role],
    value: ([a, b], params) => [valueOf(role, [a as NDArray, b as NDArray], params)],
    abstract: ([a], { geometry, examples }) => {
      const shape = shapeOf(role, geometry);
      return [
        {
          shape: examples === null ? shape : [examples, ...shape],
          dtype: floatOf(role, a as Abstract),
        },
      ];
    },
    // T is linear in each argument: (ab)′ = a′b + ab′
    jvp: ({ inputs: [a, b], params }, [ta = null, tb = null]) => {
      const [first, second] = OPERANDS[role];
      const left = ta && derivative(role, { [first]: ta, [second]: b as NDArray }, params);
      const right = tb && derivative(role, { [first]: a as NDArray, [second]: tb }, params);
      return [left && right ? add(left, right) : (left ?? right)];
    },
    transpose: ([ct], operands, params) =>
      operands.map((operand, k) => {
        if (!ct || operand instanceof NDArray) return null;
        const [mine, other] = k === 0 ? OPERANDS[role] : OPERANDS[role].toReversed();
        return adjoint(
          mine,
          other,
          { role, ct, known: operands[1 - k] as NDArray, operand },
          params,
        );
      }),
    batch: (inputs, batched, params) => [batchOf(role, inputs, batched, params)],
    flops: (_, { geometry, examples }) => {
      const { x, w, g } = sizesOf(geometry);
      return x === 0 ? 0 : 2 * (examples ?? 1) * g * (w / geometry.filters);
    },
  });
}

function floatOf(role: Role, { dtype }: Abstract): FloatDtype {
  if (isFloat(dtype)) return dtype;
  throw new DtypeError(
    `${NAMES[role]}: the operands have the dtype ${dtype}; convert them to floats`,
  );
}

/** T's derivative in `mine`, from the cotangent of its derivative in `role` and the other argument. */
function adjoint(
  mine: Role,
  other: Role,
  given: { role: Role; ct: NDArray; known: NDArray; operand: Abstract },
  { geometry, examples, runs }: Trilinear,
): NDArray {
  const { role, ct, known, operand } = given;
  const operands = { [role]: ct, [other]: known };
  if (examples === null)
    return fitTo(derivative(mine, operands, { geometry, examples, runs }), operand);
  const { [other]: run } = runs;
  const others = { [role]: 1, ...(run === undefined ? {} : { [other]: run }) };
  const result = derivative(mine, operands, { geometry, examples, runs: others });
  return fitTo(summed(result, runs[mine] ?? null), operand);
}

/** What examples share has the sum of what each of them gives: `run` in a row, or all. */
function summed(x: NDArray, run: number | null): NDArray {
  if (run === null) return sum(x, 0);
  const [examples = 0, ...shape] = x.shape;
  return run === 1 ? x : sum(reshape(x, [examples / run, run, ...shape]), 1);
}

function valueOf(role: Role, operands: readonly [NDArray, NDArray], params: Trilinear): NDArray {
  const { geometry, examples, runs } = params;
  const dtype = floatOf(role, operands[0]);
  const shape = shapeOf(role, geometry);
  const count = examples ?? 1;
  const out = allocate<FloatDtype>(dtype, sizeOf(shape) * count, "anything");
  const [first, second] = operands.map(({ data }) => data as Floats) as [Floats, Floats];
  if (role === "w") {
    kernelGradientsInto(out, { x: first, g: second }, geometry, { examples: count, runs });
  } else {
    const [own, others] = OPERANDS[role].map((name) => runs[name]);
    for (let k = 0; k < count; k++) {
      const to = entryOf(out, k, { examples: count, run: 1 });
      const a = entryOf(first, k, { examples: count, run: own });
      compute[role](to, a, entryOf(second, k, { examples: count, run: others }), geometry);
    }
  }
  return new NDArray(out, examples === null ? shape : [examples, ...shape], dtype);
}

/**
 * Many examples at once. Where only images differ, they are images of one convolution; otherwise each
 * example is computed on its own, with what they share.
 */
function batchOf(
  role: Role,
  inputs: readonly NDArray[],
  batched: readonly boolean[],
  params: Trilinear,
): NDArray {
  const count = batchSize(inputs, batched);
  const { geometry, examples, runs } = params;
  const [first, second] = OPERANDS[role];
  const fresh = [first, second].filter((_, k) => batched[k] === true);
  if (examples === null && role !== "w" && fresh.length === 1 && fresh[0] !== "w") {
    const images = count * geometry.images;
    const [a, b] = inputs as readonly [NDArray, NDArray];
    const merged = { geometry: { ...geometry, images }, examples: null, runs: {} };
    const joined = derivative(role, { [first]: joinAxes(a), [second]: b }, merged);
    return reshape(joined, [count, geometry.images, ...joined.shape.slice(1)]);
  }
  if (examples === null) {
    const operands = { [first]: inputs[0] as NDArray, [second]: inputs[1] as NDArray };
    const own = Object.fromEntries(fresh.map((name) => [name, 1]));
    return derivative(role, operands, { geometry, examples: count, runs: own });
  }
  return batchOfBatch(role, inputs, batched, { geometry, examples, runs, count });
}

/** Examples of examples lie on one axis; what the inner ones share is shared by that many in a row. */
function batchOfBatch(
  role: Role,
  inputs: readonly NDArray[],
  batched: readonly boolean[],
  { geometry, examples, runs, count }: Trilinear & { examples: number; count: number },
): NDArray {
  const all: Partial<Record<Role, number>> = {};
  const operands: Partial<Record<Role, NDArray>> = {};
  OPERANDS[role].forEach((name, k) => {
    const input = inputs[k] as NDArray;
    const isBatched = batched[k] === true;
    const run = runs[name] ?? (isBatched ? examples : null);
    operands[name] = input;
    if (run === null) return;
    all[name] = run;
    const shape = shapeOf(name, geometry);
    const inner = runs[name] === undefined ? 1 : examples / run;
    // What only the inner examples differ in is repeated for the outer ones.
    const apart = reshape(input, [isBatched ? count : 1, inner, ...shape]);
    const whole = isBatched ? apart : broadcastTo(apart, [count, inner, ...shape]);
    operands[name] = reshape(whole, [count * inner, ...shape]);
  });
  const result = derivative(role, operands, { geometry, examples: count * examples, runs: all });
  return reshape(result, [count, examples, ...result.shape.slice(1)]);
}

/** [examples, images, …] as [examples·images, …]. */
function joinAxes(x: NDArray): NDArray {
  const [examples = 0, images = 0, ...rest] = x.shape;
  return reshape(x, [examples * images, ...rest]);
}

const primitives: Readonly<Record<Role, Primitive<Trilinear>>> = {
  g: definitionOf("g"),
  x: definitionOf("x"),
  w: definitionOf("w"),
};

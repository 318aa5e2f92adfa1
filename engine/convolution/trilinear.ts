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
import { convolveInto, inputGradientInto, kernelGradientsInto } from "./values.js";

// T(x, w, g) = ⟨g, conv(x, w)⟩ is linear in images x, kernel w and cotangent g. Its derivatives in g, x
// and w are the convolution, its input gradient and its kernel gradient: each is bilinear, and the
// transposes of each are the others.

/** One of the three arguments of T. */
type Role = "x" | "w" | "g";

export interface Trilinear {
  readonly geometry: ConvGeometry;
  /** How many examples are computed at once, and which operands have them on axis 0; the result has. */
  readonly examples: number | null;
  readonly each: readonly Role[];
}

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
  return derivative("g", { x, w }, { geometry, examples: null, each: [] });
}

/** The adjoint of conv in its images. */
export function inputGradient(g: NDArray, w: NDArray, geometry: ConvGeometry): NDArray {
  return derivative("x", { g, w }, { geometry, examples: null, each: [] });
}

/** The adjoint of conv in its kernel. */
export function kernelGradient(x: NDArray, g: NDArray, geometry: ConvGeometry): NDArray {
  return derivative("w", { x, g }, { geometry, examples: null, each: [] });
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
  { geometry, examples, each }: Trilinear,
): NDArray {
  const { role, ct, known, operand } = given;
  const others = examples === null ? [] : [role, ...each.filter((name) => name === other)];
  const result = derivative(
    mine,
    { [role]: ct, [other]: known },
    { geometry, examples, each: others },
  );
  // An argument that all examples share has the sum of what each of them gives.
  const shared = examples !== null && !each.includes(mine);
  return fitTo(shared ? sum(result, 0) : result, operand);
}

function valueOf(role: Role, operands: readonly [NDArray, NDArray], params: Trilinear): NDArray {
  const { geometry, examples, each } = params;
  const dtype = floatOf(role, operands[0]);
  const shape = shapeOf(role, geometry);
  const size = sizeOf(shape);
  const out = allocate<FloatDtype>(dtype, size * (examples ?? 1), "anything");
  const [first, second] = operands.map(({ data }) => data as Floats) as [Floats, Floats];
  if (role === "w") {
    const own = { x: each.includes("x"), g: each.includes("g") };
    kernelGradientsInto(out, { x: first, g: second }, geometry, { examples: examples ?? 1, own });
  } else {
    eachExample(role, out, [first, second], params);
  }
  return new NDArray(out, examples === null ? shape : [examples, ...shape], dtype);
}

function eachExample(
  role: "g" | "x",
  out: Floats,
  operands: readonly [Floats, Floats],
  { geometry, examples, each }: Trilinear,
): void {
  const count = examples ?? 1;
  const of = (data: Floats, k: number, isOwn = true): Floats => {
    const length = data.length / count;
    return isOwn ? data.subarray(k * length, (k + 1) * length) : data;
  };
  const [own, others] = OPERANDS[role].map((name) => each.includes(name));
  for (let k = 0; k < count; k++) {
    compute[role](of(out, k), of(operands[0], k, own), of(operands[1], k, others), geometry);
  }
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
  const { geometry, examples, each } = params;
  const [first, second] = OPERANDS[role];
  const fresh = [first, second].filter((_, k) => batched[k] === true);
  if (examples === null && role !== "w" && fresh.length === 1 && fresh[0] !== "w") {
    const images = count * geometry.images;
    const [a, b] = inputs as readonly [NDArray, NDArray];
    const merged = { geometry: { ...geometry, images }, examples: null, each: [] };
    const joined = derivative(role, { [first]: joinAxes(a), [second]: b }, merged);
    return reshape(joined, [count, geometry.images, ...joined.shape.slice(1)]);
  }
  if (examples === null) {
    const operands = { [first]: inputs[0] as NDArray, [second]: inputs[1] as NDArray };
    return derivative(role, operands, { geometry, examples: count, each: fresh });
  }
  return batchOfBatch(role, inputs, batched, { geometry, examples, each, count });
}

/** Examples of examples lie on one axis; what had them on neither is shared still. */
function batchOfBatch(
  role: Role,
  inputs: readonly NDArray[],
  batched: readonly boolean[],
  { geometry, examples, each, count }: Trilinear & { examples: number; count: number },
): NDArray {
  const names = OPERANDS[role];
  const total = count * examples;
  const operands = names.map((name, k) => {
    const input = inputs[k] as NDArray;
    const shape = shapeOf(name, geometry);
    if (batched[k] !== true && !each.includes(name)) return input;
    const axes = [batched[k] === true ? count : 1, each.includes(name) ? examples : 1];
    const apart = reshape(input, [...axes, ...shape]);
    return reshape(broadcastTo(apart, [count, examples, ...shape]), [total, ...shape]);
  });
  const all = names.filter((name, k) => batched[k] === true || each.includes(name));
  const params = { geometry, examples: total, each: all };
  const result = derivative(
    role,
    { [names[0]]: operands[0] as NDArray, [names[1]]: operands[1] as NDArray },
    params,
  );
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

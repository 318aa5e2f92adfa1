import type { FloatSize } from "../wasm/floats.js";
import type { Stretches } from "../wasm/strided-product.js";
import { dilated, pairOf, type ConvGeometry, type Pair } from "./geometry.js";

/** An axis of equally spaced elements. */
interface Axis {
  readonly length: number;
  /** Bytes. */
  readonly apart: number;
}

/** The frame around each image: just what the kernel reaches, or the image where it reaches no further. */
export function frameOf({
  input,
  kernel,
  output,
  strides,
  low,
  dilation,
  inputDilation,
}: ConvGeometry): Pair {
  const reach = pairOf(
    (axis) => (output[axis] - 1) * strides[axis] + dilated(kernel[axis], dilation[axis]),
  );
  const inside = [0, 1].every(
    (axis) =>
      low[axis] === 0 && inputDilation[axis] === 1 && (reach[axis] ?? 0) <= (input[axis] ?? 0),
  );
  return inside ? input : reach;
}

/** The places of the kernel, images outermost. */
export function placesOf(geometry: ConvGeometry, frame: Pair, size: FloatSize): Stretches {
  const { images, output, strides, channels } = geometry;
  const pixel = channels * size;
  return stretches([
    { length: images, apart: frame[0] * frame[1] * pixel },
    { length: output[0], apart: strides[0] * frame[1] * pixel },
    { length: output[1], apart: strides[1] * pixel },
  ]);
}

/** The taps of the kernel, the channels of a group innermost. */
export function tapsOf(geometry: ConvGeometry, frame: Pair, size: FloatSize): Stretches {
  const { kernel, dilation, channels, groups } = geometry;
  const pixel = channels * size;
  return stretches([
    { length: kernel[0], apart: dilation[0] * frame[1] * pixel },
    { length: kernel[1], apart: dilation[1] * pixel },
    { length: channels / groups, apart: size },
  ]);
}

/** All elements of nested axes as stretches as long as possible. */
function stretches(axes: readonly Axis[]): Stretches {
  const joined = axes.filter(({ length }) => length !== 1).reduce<Axis[]>(withAxis, []);
  const { length, apart } = joined.pop() ?? { length: 1, apart: 0 };
  let offsets = [0];
  for (const axis of joined) {
    const steps = Array.from({ length: axis.length }, (_, i) => i * axis.apart);
    offsets = offsets.flatMap((offset) => steps.map((step) => offset + step));
  }
  return { offsets, length, apart };
}

/** An axis whose elements continue those of the one outside of it makes one with it. */
function withAxis(outer: Axis[], { length, apart }: Axis): Axis[] {
  const last = outer.at(-1);
  if (last?.apart !== length * apart) return [...outer, { length, apart }];
  return [...outer.slice(0, -1), { length: last.length * length, apart }];
}

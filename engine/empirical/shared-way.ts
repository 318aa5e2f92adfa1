import type { NDArray } from "../array/ndarray.js";
import type { Reserve } from "../array/reserve.js";
import type { Cotangents } from "./pull-back.js";
import type { TwoAxes } from "./two-axes.js";

/** A cotangent of all outputs that is the same at every example. */
interface Shared {
  readonly scale: number;
  /** [outputs, …shape] */
  readonly values: NDArray;
}

/**
 * The part of the way back on which nothing differs between examples, as behind a readout that no
 * nonlinearity follows: the same for every block of examples, it is walked for the first.
 */
export class SharedWay {
  private readonly known = new Map<number, readonly (Shared | null)[]>();

  /** What is pulled back there stays out of the reserve, which would lend its memory again. */
  constructor(private readonly reserve: Reserve) {}

  /** What the equation at a place of the program pulls back. */
  pulled(place: number, axes: TwoAxes, pull: () => Cotangents): Cotangents {
    const known = this.known.get(place);
    if (known !== undefined) {
      return known.map(
        (one) => one && { scale: one.scale, mask: null, value: axes.ofOutputs(one.values) },
      );
    }
    const pulled = pull();
    const shared = pulled.map((one) => {
      const values = one?.mask === null ? axes.sharedValues(one.value) : null;
      return one && values && { scale: one.scale, values };
    });
    if (shared.every((one, k) => one !== null || pulled[k] === null)) {
      for (const one of shared) if (one !== null) this.reserve.forget(one.values.data.buffer);
      this.known.set(place, shared);
    }
    return pulled;
  }
}

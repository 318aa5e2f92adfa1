import { expectTypeOf, it } from "vitest";
import type { FloatDtype } from "../../../engine/array/dtype.js";
import type { NDArray } from "../../../engine/array/index.js";
import {
  dense,
  relu,
  serial,
  type DenseParams,
  type NoParams,
} from "../../../engine/stax/index.js";

type Matrix = NDArray<FloatDtype>;
const net = serial(dense(4), relu(), serial(dense(1)));
const x = [[1, 2]];

it("the types of kernels follow get", () => {
  expectTypeOf(net.kernel(x, null, "ntk")).toEqualTypeOf<Matrix>();
  expectTypeOf(net.kernel(x, null, ["ntk", "nngp"])).toEqualTypeOf<{
    readonly ntk: Matrix;
    readonly nngp: Matrix;
  }>();
  expectTypeOf(net.kernel(x, null, ["nngp"])).not.toHaveProperty("ntk");
});

it("the type of parameters follows the layers", () => {
  type Params = Parameters<typeof net.apply>[0];
  expectTypeOf<Params>().toEqualTypeOf<readonly [DenseParams, NoParams, readonly [DenseParams]]>();
});

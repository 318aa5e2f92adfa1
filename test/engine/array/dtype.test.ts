import { afterEach, describe, expect, expectTypeOf, test } from "vitest";
import {
  arange,
  array,
  concat,
  eye,
  full,
  getDefaultDtype,
  linspace,
  ones,
  setDefaultDtype,
  type Dtype,
  type NDArray,
} from "../../../engine/array/index.js";
import { DomainError, DtypeError } from "../../../engine/errors.js";

afterEach(() => {
  setDefaultDtype("float64");
});

const table: readonly (readonly [Dtype, Dtype, Dtype])[] = [
  ["bool", "bool", "int32"],
  ["bool", "int32", "int32"],
  ["bool", "float32", "float32"],
  ["bool", "float64", "float64"],
  ["int32", "int32", "int32"],
  ["int32", "float32", "float32"],
  ["int32", "float64", "float64"],
  ["float32", "float32", "float32"],
  ["float32", "float64", "float64"],
  ["float64", "float64", "float64"],
];

describe("dtypes", () => {
  test.each(table)("%s with %s gives %s, in either order", (a, b, result) => {
    expect(ones([2], { dtype: a }).add(ones([2], { dtype: b })).dtype).toBe(result);
    expect(ones([2], { dtype: b }).mul(ones([2], { dtype: a })).dtype).toBe(result);
  });

  test("a JS number never widens an array", () => {
    expect(ones([1], { dtype: "float32" }).mul(0.1).dtype).toBe("float32");
    expect(ones([1], { dtype: "float32" }).div(3).dtype).toBe("float32");
    expect(ones([1], { dtype: "int32" }).add(2).dtype).toBe("int32");
    expect(ones([1], { dtype: "float32" }).mul(0.1).item()).toBe(Math.fround(0.1));
  });

  test("a fraction beside integers is refused with the remedy", () => {
    expect(() => ones([1], { dtype: "int32" }).add(0.5)).toThrow(
      new DtypeError(
        'add: 0.5 does not fit the array\'s dtype int32, which a number never widens; convert the array first: x.astype("float64")',
      ),
    );
  });

  test("comparing integers with a fraction is exact", () => {
    expect(array([0, 1], { dtype: "int32" }).less(0.5).toArray()).toEqual([true, false]);
  });

  test("integers divide to the default float dtype", () => {
    expect(array([1], { dtype: "int32" }).div(2).item()).toBe(0.5);
    setDefaultDtype("float32");
    expect(array([1], { dtype: "int32" }).div(2).dtype).toBe("float32");
  });

  test("integers wrap at 32 bits, products exactly", () => {
    const x = array([65537], { dtype: "int32" });
    expect(x.mul(65537).item()).toBe(131073);
    expect(array([3], { dtype: "int32" }).pow(25).item()).toBe(
      Number(BigInt.asIntN(32, 3n ** 25n)),
    );
  });

  test("a negative power of integers is refused", () => {
    expect(() => array([2], { dtype: "int32" }).pow(-1)).toThrow(DomainError);
  });

  test("numbers become the default float dtype, which can be changed", () => {
    expect(array([1]).dtype).toBe("float64");
    setDefaultDtype("float32");
    expect(getDefaultDtype()).toBe("float32");
    expect(array([1]).dtype).toBe("float32");
    expect(arange(3).dtype).toBe("float32");
  });

  test("no integer dtype can be the default", () => {
    // @ts-expect-error what untyped code may pass
    expect(() => setDefaultDtype("int32")).toThrow(DtypeError);
  });

  test("typed arrays keep their precision, byte buffers are integers, truth values bool", () => {
    expect(array(new Float32Array(2)).dtype).toBe("float32");
    expect(array(new Uint8Array([200])).toArray()).toEqual([200]);
    expect(array(new Uint8Array(2)).dtype).toBe("int32");
    expect(array([true]).dtype).toBe("bool");
  });

  test("astype cuts fractions towards int32 and makes everything but zero true", () => {
    expect(array([1.9, -1.9]).astype("int32").toArray()).toEqual([1, -1]);
    expect(array([0, 0.5, NaN]).astype("bool").toArray()).toEqual([false, true, true]);
    // @ts-expect-error what untyped code may pass
    expect(() => array([1]).astype("float16")).toThrow(DtypeError);
  });

  test("joined arrays promote, truth values stay truth values", () => {
    expect(concat([array([true]), array([false])]).dtype).toBe("bool");
    expect(concat([array([true]), array([2])]).toArray()).toEqual([1, 2]);
  });

  test("static types follow", () => {
    const x32 = ones([1], { dtype: "float32" });
    expectTypeOf(x32.add(1)).toEqualTypeOf<NDArray<"float32">>();
    expectTypeOf(x32.add(ones([1], { dtype: "float64" }))).toEqualTypeOf<NDArray<"float64">>();
    expectTypeOf(x32.less(1).get(0)).toEqualTypeOf<boolean>();
    expectTypeOf(x32.sum().item()).toEqualTypeOf<number>();
  });
});

test.each([
  ["array", () => array([1], { dtype: "float16" as Dtype })],
  ["full", () => full([2], 1, { dtype: "float16" as Dtype })],
  ["eye", () => eye(2, { dtype: "float16" as Dtype })],
  ["linspace", () => linspace(0, 1, 2, { dtype: "float16" as never })],
  ["astype", () => array([1]).astype("float16" as Dtype)],
])("%s names the dtypes that there are", (name, make) => {
  expect(make).toThrow(`${name}: there is no dtype "float16"; use float64, float32, int32, bool`);
});

import { describe, expect, test } from "vitest";
import { arange, array, zeros, type NDArray } from "../../../engine/array/index.js";

/** What `repr` of NumPy 2.4.6 writes; `int32` is our integer dtype as `int64` is NumPy's. */
const golden: readonly (readonly [title: string, x: NDArray, text: string])[] = [
  ["a number", array(1.5), `array(1.5)`],
  ["whole numbers keep their point", array([1, 2, 3]), `array([1., 2., 3.])`],
  [
    "columns align at the point",
    array([
      [1, 10.5],
      [100.25, -2],
    ]),
    `array([[  1.  ,  10.5 ],
       [100.25,  -2.  ]])`,
  ],
  ["eight digits after the point", array([1 / 3, 2 / 3]), `array([0.33333333, 0.66666667])`],
  [
    "an exact tie rounds to the even digit",
    array([0.001953125, 0.005859375]),
    `array([0.00195312, 0.00585938])`,
  ],
  ["large numbers take exponents", array([1e8, 1]), `array([1.e+08, 1.e+00])`],
  ["small numbers take exponents", array([9e-5, 1]), `array([9.e-05, 1.e+00])`],
  ["widely spread numbers take exponents", array([1001, 1]), `array([1.001e+03, 1.000e+00])`],
  ["a thousandfold spread does not", array([1000, 1]), `array([1000.,    1.])`],
  ["exponents of three digits", array([1e-100, 1]), `array([1.e-100, 1.e+000])`],
  ["nan and infinities", array([NaN, 1, Infinity, -Infinity]), `array([ nan,   1.,  inf, -inf])`],
  ["nothing but nan", array([NaN, NaN]), `array([nan, nan])`],
  ["negative zero", array([-0, 0]), `array([-0.,  0.])`],
  ["float32 is named", array([0.1, 0.2], { dtype: "float32" }), `array([0.1, 0.2], dtype=float32)`],
  [
    "float32 takes exponents from a million on",
    array([1234567, 1], { dtype: "float32" }),
    `array([1.234567e+06, 1.000000e+00], dtype=float32)`,
  ],
  [
    "float32 goes on with its exact digits",
    array([0.001, 123.456, 1e6], { dtype: "float32" }),
    `array([1.00000e-03, 1.23456e+02, 1.00000e+06], dtype=float32)`,
  ],
  ["integers align", array([1, -20, 300], { dtype: "int32" }), `array([  1, -20, 300])`],
  ["truth values", array([true, false]), `array([ True, False])`],
  ["one truth value", array(true), `array(True)`],
  [
    "rows",
    arange(6).reshape([2, 3]),
    `array([[0., 1., 2.],
       [3., 4., 5.]])`,
  ],
  [
    "blank lines between matrices",
    arange(8).reshape([2, 2, 2]),
    `array([[[0., 1.],
        [2., 3.]],

       [[4., 5.],
        [6., 7.]]])`,
  ],
  [
    "lines of at most 75 characters",
    arange(14).div(7),
    `array([0.        , 0.14285714, 0.28571429, 0.42857143, 0.57142857,
       0.71428571, 0.85714286, 1.        , 1.14285714, 1.28571429,
       1.42857143, 1.57142857, 1.71428571, 1.85714286])`,
  ],
  [
    "a dtype that does not fit on the last line",
    arange(11, undefined, 1, { dtype: "float32" }).div(8),
    `array([0.   , 0.125, 0.25 , 0.375, 0.5  , 0.625, 0.75 , 0.875, 1.   ,
       1.125, 1.25 ], dtype=float32)`,
  ],
  ["no elements", zeros([0]), `array([], dtype=float64)`],
  ["no elements, but a shape", zeros([0, 3]), `array([], shape=(0, 3), dtype=float64)`],
  [
    "more than a thousand elements",
    arange(1001),
    `array([   0.,    1.,    2., ...,  998.,  999., 1000.], shape=(1001,))`,
  ],
  [
    "a large matrix",
    arange(2000).reshape([40, 50]),
    `array([[0.000e+00, 1.000e+00, 2.000e+00, ..., 4.700e+01, 4.800e+01,
        4.900e+01],
       [5.000e+01, 5.100e+01, 5.200e+01, ..., 9.700e+01, 9.800e+01,
        9.900e+01],
       [1.000e+02, 1.010e+02, 1.020e+02, ..., 1.470e+02, 1.480e+02,
        1.490e+02],
       ...,
       [1.850e+03, 1.851e+03, 1.852e+03, ..., 1.897e+03, 1.898e+03,
        1.899e+03],
       [1.900e+03, 1.901e+03, 1.902e+03, ..., 1.947e+03, 1.948e+03,
        1.949e+03],
       [1.950e+03, 1.951e+03, 1.952e+03, ..., 1.997e+03, 1.998e+03,
        1.999e+03]], shape=(40, 50))`,
  ],
  [
    "short axes of large arrays are shown whole",
    arange(1200).reshape([2, 600]),
    `array([[0.000e+00, 1.000e+00, 2.000e+00, ..., 5.970e+02, 5.980e+02,
        5.990e+02],
       [6.000e+02, 6.010e+02, 6.020e+02, ..., 1.197e+03, 1.198e+03,
        1.199e+03]], shape=(2, 600))`,
  ],
  [
    "digits suit the elements shown",
    arange(2000).equal(1000).astype("float64").mul(1e9),
    `array([0., 0., 0., ..., 0., 0., 0.], shape=(2000,))`,
  ],
];

describe("arrays print as NumPy prints them", () => {
  test.each(golden)("%s", (_, x, text) => {
    expect(String(x)).toBe(text);
  });
});

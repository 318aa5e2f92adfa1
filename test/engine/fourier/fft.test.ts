import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { array, DomainError, fft, ShapeError } from "../../../engine/index.js";

/** The definition, term by term. */
function model(re: readonly number[], im: readonly number[]): { re: number[]; im: number[] } {
  const n = re.length;
  const sums = re.map((_, k) =>
    re.reduce<readonly [number, number]>(
      ([a, b], x, j) => {
        const angle = (-2 * Math.PI * ((k * j) % n)) / n;
        const y = im[j] as number;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        return [a + x * c - y * s, b + x * s + y * c] as const;
      },
      [0, 0],
    ),
  );
  return { re: sums.map(([a]) => a), im: sums.map(([, b]) => b) };
}

const numbers = fc.double({ min: -1, max: 1, noNaN: true });
const complex = fc.array(fc.tuple(numbers, numbers), { minLength: 1, maxLength: 40 });

function expectNear(got: ArrayLike<number>, want: readonly number[], error: number): void {
  want.forEach((value, k) => {
    expect(Math.abs((got[k] as number) - value)).toBeLessThan(error);
  });
}

describe("the Fourier transform", () => {
  it("is its definition for every length, and ifft its inverse", () => {
    fc.assert(
      fc.property(complex, (pairs) => {
        const [re, im] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const got = fft.fft({ re, im });
        const want = model(re, im);
        // N terms below √2, the model's own rounding included.
        expectNear(got.re.data, want.re, 1e-13);
        expectNear(got.im.data, want.im, 1e-13);
        const back = fft.ifft(got);
        expectNear(back.re.data, re, 1e-14);
        expectNear(back.im.data, im, 1e-14);
      }),
      { numRuns: 80 },
    );
  });

  it.each([1024, 1000, 997, 4096])("keeps the sum of squares over %i values (Parseval)", (n) => {
    const x = Float64Array.from({ length: n }, (_, k) => Math.sin(k * k));
    const { re, im } = fft.fft(x);
    const energy = re.mul(re).add(im.mul(im)).sum().item() / n;
    const want = x.reduce((sum, value) => sum + value * value, 0);
    expect(Math.abs(energy / want - 1)).toBeLessThan(1e-14);
  });

  it("of real arrays needs half of the frequencies", () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 20 }), (x) => {
        const half = fft.rfft(x);
        expect(half.re.size).toBe(Math.floor(x.length / 2) + 1);
        expectNear(fft.irfft(half, x.length).data, x, 1e-14);
      }),
    );
    expect(() => fft.irfft([1, 2, 3], 7)).toThrow(DomainError);
  });

  it("runs along any axis, and along two", () => {
    const x = array([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const columns = fft.fft(x, 0);
    expectNear(columns.re.slice([], 0).data, model([1, 3, 5], [0, 0, 0]).re, 1e-14);
    const both = fft.ifft2(fft.fft2(x));
    expectNear(both.re.data, [1, 2, 3, 4, 5, 6], 1e-14);
    expect(fft.fft(array([1, 2], { dtype: "float32" })).re.dtype).toBe("float32");
    expect(() => fft.fft({ re: [1, 2], im: [1] })).toThrow(ShapeError);
    expect(() => fft.fft2([1, 2])).toThrow(ShapeError);
  });
});

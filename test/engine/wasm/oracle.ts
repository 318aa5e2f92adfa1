// exp and erf in fixed-point integers with 1200 fractional bits, by their series.
const BITS = 1200n;
const ONE = 1n << BITS;

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;

/** A double, exactly. */
function fixed(x: number): bigint {
  let [mantissa, exponent] = [x, 0];
  while (!Number.isInteger(mantissa)) [mantissa, exponent] = [mantissa * 2, exponent + 1];
  return (BigInt(mantissa) << BITS) >> BigInt(exponent);
}

/** The nearest double, to a bit beyond its 53. */
export function fromFixed(x: bigint): number {
  const size = x < 0n ? -x : x;
  const length = size.toString(2).length;
  const shift = Math.max(0, length - 64);
  const top = Number(size >> BigInt(shift));
  const exponent = shift - Number(BITS);
  const half = Math.trunc(exponent / 2); // 2 to the whole power may overflow
  const value = top * 2 ** half * 2 ** (exponent - half);
  return x < 0n ? -value : value;
}

function positiveExp(x: bigint): bigint {
  let [term, sum] = [ONE, ONE];
  for (let k = 1n; term > 0n; k++) {
    term = times(term, x) / k;
    sum += term;
  }
  return sum;
}

export function expOracle(x: number): bigint {
  const size = positiveExp(fixed(Math.abs(x)));
  return x < 0 ? (ONE << BITS) / size : size;
}

/** π = 16 arctan(1/5) − 4 arctan(1/239). */
function pi(): bigint {
  const arctanInverse = (q: bigint): bigint => {
    let [power, sum] = [ONE / q, ONE / q];
    for (let k = 3n; power !== 0n; k += 2n) {
      power /= -(q * q);
      sum += power / k;
    }
    return sum;
  };
  return 16n * arctanInverse(5n) - 4n * arctanInverse(239n);
}

function squareRoot(x: bigint): bigint {
  const target = x << BITS;
  let root = 1n << BigInt((target.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + target / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

const TWO_OVER_ROOT_PI = (2n * ONE * ONE) / squareRoot(pi());

/** 2/√π Σ (−1)ⁿ x²ⁿ⁺¹/(n! (2n + 1)): the digits lost for |x| ≤ 6 are far fewer than there are. */
export function erfOracle(x: number): bigint {
  const at = fixed(x);
  const square = times(at, at);
  let [power, sum] = [at, at];
  for (let n = 1n; power !== 0n && power !== -1n; n++) {
    power = -times(power, square) / n;
    sum += power / (2n * n + 1n);
  }
  return times(TWO_OVER_ROOT_PI, sum);
}

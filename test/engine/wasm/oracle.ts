// exp and erf in fixed-point integers with 1200 fractional bits, by their series.
const BITS = 1200n;
const ONE = 1n << BITS;

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS;

/** A double, exactly. */
export function fixed(x: number): bigint {
  let [mantissa, exponent] = [x, 0];
  while (!Number.isInteger(mantissa)) [mantissa, exponent] = [mantissa * 2, exponent + 1];
  return (BigInt(mantissa) << BITS) >> BigInt(exponent);
}

/** |got − exact| in units in the last place of a float with that many digits. */
export function ulpsApart(got: number, exact: bigint, digits: number): number {
  const size = exact < 0n ? -exact : exact;
  const ulp = 1n << BigInt(size.toString(2).length - digits);
  const error = fixed(got) - exact;
  return Number(((error < 0n ? -error : error) * 1024n) / ulp) / 1024;
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

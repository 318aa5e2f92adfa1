/** sin πx, exact zeros and ones included: the whole part is taken off before π comes in. */
export function sinPi(x: number): number {
  const rest = x - 2 * Math.round(x / 2);
  const near = Math.abs(rest) > 0.5 ? Math.sign(rest) - rest : rest;
  return Math.abs(near) > 0.25
    ? Math.sign(near) * Math.cos(Math.PI * (0.5 - Math.abs(near)))
    : Math.sin(Math.PI * near);
}

/** π cot πx; ±∞ at whole numbers. */
export function piCotPi(x: number): number {
  return (Math.PI * sinPi(x + 0.5)) / sinPi(x);
}

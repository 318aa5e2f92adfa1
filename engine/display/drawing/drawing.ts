/** A drawing: what was asked of a canvas, in its pixels, ready for SVG or for PNG. */

/** a, b, c, d, e, f of x′ = a·x + c·y + e, y′ = b·x + d·y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export type Segment =
  | readonly ["M" | "L", number, number]
  | readonly ["C", number, number, number, number, number, number]
  | readonly ["Z"];

/** Left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

export interface Fill {
  readonly kind: "fill";
  readonly path: readonly Segment[];
  readonly color: string;
  readonly clip: Box;
}

export interface Stroke {
  readonly kind: "stroke";
  readonly path: readonly Segment[];
  readonly color: string;
  readonly width: number;
  readonly clip: Box;
}

export interface Text {
  readonly kind: "text";
  readonly text: string;
  /** Places the left end of the baseline. */
  readonly matrix: Matrix;
  readonly size: number;
  readonly bold: boolean;
  readonly color: string;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly (Fill | Stroke | Text)[];
}

export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** First `inner`, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [x, y] = apply(outer, e, f);
  const [A, B, C, D] = outer;
  return [A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, x, y];
}

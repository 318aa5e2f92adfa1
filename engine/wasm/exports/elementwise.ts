// Functions of single elements, and pairs of arrays that are broadcast.

type MapBlock = (to: number, from: number, vectors: number) => void;

/** Functions of one number that are compiled (generate-elementwise.mjs). */
export type ElementFunction =
  | "exp"
  | "expm1"
  | "tanh"
  | "sigmoid"
  | "softplus"
  | "log"
  | "log1p"
  | "sqrt"
  | "reciprocal"
  | "relu"
  | "sin"
  | "cos"
  | "erf"
  | "erfc"
  | "normalCdf";

/** elementwise.ts. */
export type ElementwiseExports = Readonly<Record<`${ElementFunction}${64 | 32}`, MapBlock>>;

type CombineRow = (
  to: number,
  x: number,
  xStep: number,
  y: number,
  yStep: number,
  length: number,
) => void;
type ChooseRow = (
  to: number,
  condition: number,
  x: number,
  xStep: number,
  y: number,
  yStep: number,
  length: number,
) => void;

/** broadcast.ts. */
export interface BroadcastExports {
  addRow64: CombineRow;
  addRow32: CombineRow;
  subRow64: CombineRow;
  subRow32: CombineRow;
  mulRow64: CombineRow;
  mulRow32: CombineRow;
  chooseRow64: ChooseRow;
  chooseRow32: ChooseRow;
}

import { activationRows } from "./activations.mjs";
import { autodiffRows } from "./autodiff.mjs";
import { choleskyRows } from "./cholesky.mjs";
import { convolutionRows } from "./convolution.mjs";
import { decompositionRows } from "./decompositions.mjs";
import { empiricalRows } from "./empirical.mjs";
import { gpRows } from "./gp.mjs";
import { jitRows } from "./jit.mjs";
import { matmulRows } from "./matmul.mjs";
import { reluBothRows } from "./relu-both.mjs";
import { reluRow } from "./relu.mjs";
import { syrkRow } from "./syrk.mjs";
import { theoryRows } from "./theory.mjs";

/** @type {readonly import("../measure.mjs").Row[]} */
export const rows = [
  ...matmulRows,
  syrkRow,
  ...choleskyRows,
  ...decompositionRows,
  reluRow,
  ...reluBothRows,
  ...activationRows,
  ...autodiffRows,
  ...jitRows,
  ...convolutionRows,
  ...empiricalRows,
  ...gpRows,
  ...theoryRows,
];

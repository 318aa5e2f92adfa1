// What the compiled module exports, one interface an assembly file. A room that adds kernels writes its
// own interface into exports/ and joins it here.
import type {
  TridiagonalExports,
  EliminationExports,
  HouseholderExports,
  LayoutExports,
  BidiagonalExports,
  SecularExports,
} from "./exports/decompositions.js";
import type { ElementwiseExports, BroadcastExports } from "./exports/elementwise.js";
import type { ProbeExports } from "./exports/probe.js";
import type {
  MicroExports,
  BlockedExports,
  MovementExports,
  StridedExports,
  WinogradExports,
  OuterExports,
  MatvecExports,
  MaskedExports,
} from "./exports/products.js";
import type {
  AsymmetryExports,
  TotalsExports,
  FoldsExports,
  WindowSumsExports,
} from "./exports/sums.js";
import type { TileExports } from "./exports/tiles.js";
import type { TransferExports } from "./exports/transfer.js";

export type { ElementFunction } from "./exports/elementwise.js";

export type WasmExports = MicroExports &
  BlockedExports &
  MovementExports &
  MatvecExports &
  MaskedExports &
  TotalsExports &
  FoldsExports &
  AsymmetryExports &
  ProbeExports &
  TileExports &
  TransferExports &
  StridedExports &
  OuterExports &
  WinogradExports &
  WindowSumsExports &
  BroadcastExports &
  TridiagonalExports &
  SecularExports &
  LayoutExports &
  BidiagonalExports &
  EliminationExports &
  HouseholderExports &
  ElementwiseExports;

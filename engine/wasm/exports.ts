// What the compiled module exports, one interface a group of assembly files. A room that adds kernels
// writes its own interface beside its files and joins it to WasmExports below.

type Micro = (kc: number, a: number, b: number, c: number, rowBytes: number) => void;
type Pack = (
  to: number,
  toStride: number,
  from: number,
  fromStride: number,
  major: number,
  depth: number,
) => void;

/** Generated: micro-kernels, packing and unpacking (generate-micro.mjs). */
export interface MicroExports {
  micro64: Micro;
  micro32: Micro;
  microSubtract64: Micro;
  microSubtract32: Micro;
  packAcrossA64: Pack;
  packAcrossA32: Pack;
  packAcrossB64: Pack;
  packAcrossB32: Pack;
  packAlongA64: Pack;
  packAlongA32: Pack;
  packAlongB64: Pack;
  packAlongB32: Pack;
  unpackAcross64: Pack;
  unpackAcross32: Pack;
  unpackAlong64: Pack;
  unpackAlong32: Pack;
}

/** probe.ts. */
export interface ProbeExports {
  fusedResidue(epsilon: number): number;
  heapBase(): number;
}

export type WasmExports = MicroExports & ProbeExports;

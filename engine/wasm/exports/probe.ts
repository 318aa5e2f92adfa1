// What the processor does and where memory begins.

/** probe.ts. */
export interface ProbeExports {
  fusedResidue: (epsilon: number) => number;
  heapBase: () => number;
}

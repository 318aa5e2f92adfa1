import type { FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import type { Atom } from "../core/program.js";
import {
  chainTiles,
  foldsOfChain,
  type ChainLayout,
  type InputPlace,
} from "../wasm/chain-tasks.js";
import { foldsOfBlocks } from "../wasm/folds.js";
import type { Floats } from "../wasm/floats.js";
import { parallel } from "../wasm/pool.js";
import { addressOf } from "../wasm/recycling.js";
import type { Chain, ChainInput, ChainReduction } from "./chain.js";
import { stagesOf } from "./stages.js";

/** Gives the chain's outputs for what its inputs are. */
export type ChainRunner = (read: (atom: Atom) => NDArray) => readonly NDArray[];

/** Tiles worth a thread: some 20 µs each. */
const TILES_A_THREAD = 2;

/** Gives the chain's outputs, and then its reduction. */
export function chainRunner(chain: Chain): ChainRunner {
  const layout = layoutOf(chain);
  const { shape } = chain.like;
  const dtype = chain.like.dtype as FloatDtype;
  const scripted = layout.stages.some(({ kind }) => kind === "script");
  const grain = scripted ? Infinity : TILES_A_THREAD;
  const numbers = chain.inputs.filter(({ kind }) => kind === "number").map(({ atom }) => atom);
  const arrays = chain.inputs.filter(({ kind }) => kind !== "number").map(arrayReader);
  const folded = new Float64Array(new SharedArrayBuffer(8 * foldsOfChain(layout)));
  return (read) => {
    const outputs = chain.outputs.map(() => allocate(dtype, layout.length, "anything"));
    const inputs = arrays.map((readArray) => readArray(read));
    const payload = {
      layout,
      numbers: numbers.map((atom) => read(atom).data[0] as number),
      ...{ inputs, inputsAt: inputs.map(addressOf) },
      ...{ outputs, outputsAt: outputs.map(addressOf) },
      folded,
    };
    parallel("runChain", payload, chainTiles(layout), grain);
    const results = outputs.map((data) => new NDArray(data, shape, dtype));
    return chain.reduction ? [...results, finished(chain.reduction, folded)] : results;
  };
}

/** Rows are small, so that they lie in memory of their own; other threads find a copy in shared memory. */
function arrayReader({ atom, kind }: ChainInput): (read: (atom: Atom) => NDArray) => Floats {
  if (kind === "whole") return (read) => read(atom).data as Floats;
  const size = sizeOf(atom.shape);
  const copy: Floats =
    atom.dtype === "float64"
      ? new Float64Array(new SharedArrayBuffer(8 * size))
      : new Float32Array(new SharedArrayBuffer(4 * size));
  return (read) => {
    copy.set(read(atom).data);
    return copy;
  };
}

/** What the folds of runs, or of the blocks of each, make. */
function finished({ output, rule, count }: ChainReduction, folded: Float64Array): NDArray {
  const out = allocate(output.dtype as FloatDtype, sizeOf(output.shape), "anything");
  const blocks = folded.length / out.length;
  const fold = foldsOfBlocks[rule.kind];
  for (let i = 0; i < out.length; i++) {
    out[i] = rule.finish(fold(folded, i * blocks, (i + 1) * blocks), count);
  }
  return new NDArray(out, output.shape, output.dtype);
}

function layoutOf(chain: Chain): ChainLayout {
  const size = chain.like.dtype === "float64" ? 8 : 4;
  const { stages, frame, outputs, folded } = stagesOf(chain, size);
  const [value] = folded;
  return {
    size,
    block: frame.block,
    length: sizeOf(chain.like.shape),
    numbersAt: frame.numbersAt,
    inputs: chain.inputs.flatMap(({ kind }, k): InputPlace[] => {
      if (kind === "number") return [];
      return kind === "row"
        ? [{ kind, slot: frame.slotOf(k) }]
        : [{ kind, ...frame.arrayPlaceOf(k) }];
    }),
    outputs: outputs.map(frame.arrayPlaceOf),
    stages,
    reduction:
      chain.reduction && value !== undefined
        ? {
            place: frame.placeOf(value),
            kind: chain.reduction.rule.kind,
            count: chain.reduction.count,
          }
        : null,
  };
}

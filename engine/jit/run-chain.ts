import type { FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import type { Atom } from "../core/program.js";
import { chainTiles, type ChainLayout } from "../wasm/chain-tasks.js";
import type { Floats } from "../wasm/floats.js";
import { parallel } from "../wasm/pool.js";
import type { Chain } from "./chain.js";
import { stagesOf } from "./stages.js";

/** Gives the chain's outputs for what its inputs are. */
export type ChainRunner = (read: (atom: Atom) => NDArray) => readonly NDArray[];

/** Tiles worth a thread: some 20 µs each. */
const TILES_A_THREAD = 2;

export function chainRunner(chain: Chain): ChainRunner {
  const layout = layoutOf(chain);
  const { shape } = chain.like;
  const dtype = chain.like.dtype as FloatDtype;
  const scripted = layout.stages.some(({ kind }) => kind === "script");
  const grain = scripted ? Infinity : TILES_A_THREAD;
  const [numbers, arrays] = [true, false].map((wanted) =>
    chain.inputs.filter(({ kind }) => (kind === "number") === wanted).map(({ atom }) => atom),
  ) as [Atom[], Atom[]];
  return (read) => {
    const outputs = chain.outputs.map(() => allocate(dtype, layout.length, "anything"));
    const payload = {
      layout,
      numbers: numbers.map((atom) => read(atom).data[0] as number),
      inputs: arrays.map((atom) => read(atom).data as Floats),
      outputs,
    };
    parallel("runChain", payload, chainTiles(layout), grain);
    return outputs.map((data) => new NDArray(data, shape, dtype));
  };
}

function layoutOf(chain: Chain): ChainLayout {
  const size = chain.like.dtype === "float64" ? 8 : 4;
  const { stages, frame, outputs } = stagesOf(chain, size);
  return {
    size,
    block: frame.block,
    length: sizeOf(chain.like.shape),
    inputs: chain.inputs.flatMap(({ kind }, k) =>
      kind === "number" ? [] : [{ place: frame.placeOf(k), kind }],
    ),
    outputs: outputs.map(frame.placeOf),
    stages,
  };
}

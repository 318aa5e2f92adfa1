import { withArena } from "../wasm/arena.js";
import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import { multiplyStrided, prepare, tablesOf } from "../wasm/strided-product.js";
import { chunksOf, inputOf, outputOf } from "./chunks.js";
import { depthwiseInto, isDepthwise } from "./depthwise.js";
import { adjointGeometry, type ConvGeometry } from "./geometry.js";
import { groupOf, turnedKernel } from "./kernel-layout.js";
import { countOf, framesOf, windowsOf } from "./windows.js";
import { isMinimal, minimalInto } from "./winograd.js";

/**
 * g = conv(x, w), row-major images × output × filters: the product of the windows (places × taps), which
 * are read where they lie, with the kernel (taps × filters).
 */
export function convolveInto(out: Floats, x: Floats, w: Floats, geometry: ConvGeometry): void {
  const { filters, groups } = geometry;
  if (isDepthwise(geometry)) return depthwiseInto(out, x, w, geometry);
  if (geometry.channels === 0 || w.length === 0) {
    out.fill(0);
    return;
  }
  for (let group = 0; group < groups; group++) {
    const layout = { group, groups, rows: w.length / filters, columns: filters };
    const b = groups === 1 ? w : groupOf(w, layout);
    for (const chunk of chunksOf(geometry, sizeOfFloat(x))) {
      const target = {
        out: outputOf(out, chunk),
        outColumns: filters,
        outColumn: (group * filters) / groups,
      };
      withArena((arena) => {
        const { places, taps } = windowsOf(chunk, sizeOfFloat(x));
        const image = framesOf(arena, inputOf(x, chunk), chunk, { group, examples: 1 });
        const tables = tablesOf(arena, { rows: places, terms: taps });
        const job = prepare(
          arena,
          tables,
          { image, b, columns: filters / groups },
          { begins: true },
        );
        multiplyStrided(job, target, { kept: 0, last: true, terms: countOf(taps) });
      });
    }
  }
}

/** The adjoint in x: ⟨g, conv(x, w)⟩ = ⟨inputGradient(g, w), x⟩. */
export function inputGradientInto(out: Floats, g: Floats, w: Floats, geometry: ConvGeometry): void {
  const adjoint = adjointGeometry(geometry);
  const turned = turnedKernel(w, geometry);
  if (isMinimal(adjoint, out)) minimalInto(out, g, turned, adjoint);
  else convolveInto(out, g, turned, adjoint);
}

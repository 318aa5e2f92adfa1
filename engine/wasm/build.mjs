// Compiles the AssemblyScript kernels: one module a variant, in memory, into the folder given.
//
// How to add kernels: put a file into engine/wasm/assembly/. Every file there is compiled and all its
// exported functions become exports of the module (names are unique over all files); of a generic
// function NAME<T> these are NAME64 and NAME32. What is only imported by other assembly files lies in
// assembly/shared/. Beside those, each variant has generated files:
//   shared/variant.ts   MR (rows of the micro-kernel), madd64/madd32(a, b, c) = a·b + c and
//                       nmadd64/nmadd32(a, b, c) = c − a·b: fused where relaxed SIMD is
//   shared/erf-table.ts polynomials of the error function (generate-erf.mjs)
//   shared/arc-table.ts polynomials of the kernels' angles (generate-arc.mjs)
//   shared/function-tables.ts  polynomials of the elementary functions (generate-functions.mjs)
//   elementwise.ts      their loops over blocks (generate-elementwise.mjs)
//   shared/convolution-sums.ts  sums over windows (generate-convolution.mjs)
//   shared/winograd-transforms.ts  of tiles, kernels and cotangents (generate-winograd.mjs)
//   exports.ts          the instances of generic functions (generate-exports.mjs)
//   micro.ts            the GEMM micro-kernels, packing and unpacking (generate-micro.mjs)
// Rules: no managed objects (runtime "stub"), no mutable globals or static memory (every thread has
// its own instance over one shared memory; data segments are written again by each), constants for
// inner loops in `memory.data` tables (V8 ≥ 13.6 re-materialises v128 constants at every use).
// The TypeScript side of an export is one line in engine/wasm/exports/.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { generateArcTable } from "./generate-arc.mjs";
import { generateElementwise } from "./generate-elementwise.mjs";
import { generateConvolution } from "./generate-convolution.mjs";
import { generateErfTable } from "./generate-erf.mjs";
import { generateExports } from "./generate-exports.mjs";
import { generateFunctionTables } from "./generate-functions.mjs";
import { generateMicro } from "./generate-micro.mjs";
import { generateWinograd } from "./generate-winograd.mjs";
import { variants } from "./variants.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "assembly");

/** Shared by all threads; grows on demand up to what 32-bit addresses reach. */
const MEMORY_PAGES = { initial: 800, maximum: 65536 };

const FLAGS = [
  ...["--optimizeLevel", "3", "--shrinkLevel", "0", "--noAssert", "--runtime", "stub"],
  ...["--enable", "simd", "--enable", "relaxed-simd", "--enable", "threads"],
  ...["--importMemory", "--sharedMemory"],
  ...["--initialMemory", String(MEMORY_PAGES.initial)],
  ...["--maximumMemory", String(MEMORY_PAGES.maximum)],
];

/** @param {import("./variants.mjs").Variant} variant */
function generatedSources(variant) {
  return new Map([
    ["shared/variant.ts", variant.source],
    ["shared/arc-table.ts", generateArcTable()],
    ["shared/convolution-sums.ts", generateConvolution()],
    ["shared/erf-table.ts", generateErfTable()],
    ["shared/function-tables.ts", generateFunctionTables()],
    ["shared/winograd-transforms.ts", generateWinograd()],
    ["elementwise.ts", generateElementwise()],
    ["exports.ts", generateExports(entrySources())],
    ["micro.ts", generateMicro(variant)],
  ]);
}

/** Name and text of the files whose functions the module exports. */
function entrySources() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Compile one variant; the compiler's own messages are the error's text. */
async function compile(/** @type {import("./variants.mjs").Variant} */ variant) {
  const generated = generatedSources(variant);
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main(
    [
      "micro.ts",
      "elementwise.ts",
      "exports.ts",
      ...entrySources().keys(),
      "--baseDir",
      folder,
      "--outFile",
      "out.wasm",
      ...FLAGS,
    ],
    {
      readFile: (name) => generated.get(name.replaceAll("\\", "/")) ?? readSource(name),
      writeFile: (_name, contents) => {
        if (typeof contents !== "string") binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`${variant.name}: ${stderr.toString()}${error ?? ""}`);
  return binary;
}

function readSource(/** @type {string} */ name) {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return null; // the compiler probes several spellings of an import
  }
}

/**
 * Write `ntkbook.relaxed.wasm` and `ntkbook.base.wasm`.
 *
 * @param {string} outDir
 */
export async function buildWasm(outDir) {
  mkdirSync(outDir, { recursive: true });
  for (const variant of variants) {
    writeFileSync(join(outDir, `ntkbook.${variant.name}.wasm`), await compile(variant));
  }
}

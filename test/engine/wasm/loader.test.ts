import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** A loader of its own, under the given NTKBOOK_SIMD. */
async function load(simd: string) {
  vi.stubEnv("NTKBOOK_SIMD", simd);
  const { wasm } = await import("../../../engine/wasm/loader.js");
  return wasm();
}

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllEnvs());

describe("the loader", () => {
  it("chooses the fused variant exactly where multiply-add is fused", async () => {
    const { exports, variant } = await load("");
    const residue = exports.fusedResidue(Number.EPSILON);
    expect(residue).toBe(variant === "relaxed" ? -(Number.EPSILON ** 2) : 0);
  });

  it("takes the base variant when told to", async () => {
    const { exports, variant } = await load("base");
    expect(variant).toBe("base");
    expect(exports.fusedResidue(Number.EPSILON)).toBe(0);
  });

  it("refuses a variant it does not know", async () => {
    await expect(load("avx")).rejects.toThrow(/NTKBOOK_SIMD is "avx"/);
  });
});

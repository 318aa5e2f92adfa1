import { matmul } from "../linalg/index.js";
import type { BlockReader } from "./blocks.js";
import { readoutCovariance, trainedCovariance, type CovarianceAt } from "./ensemble-covariance.js";
import type { EnsembleName } from "./ensemble-options.js";
import { lazily } from "./lazily.js";
import type { Regressor } from "./regressor.js";
import { solved } from "./spectral-decay.js";
import { spectralSlices } from "./spectral-slices.js";

/** The mean of the outputs (test × outputs) and their covariance (test × test), flattened. */
export interface Moments {
  readonly mean: ArrayLike<number>;
  readonly covariance: ArrayLike<number> | null;
}

/** Moments at the finite times τ = ηt/N of the test rows whose blocks are read. */
export type MomentsAt = (
  get: EnsembleName,
  read: BlockReader,
  wanted: { readonly taus: readonly number[]; readonly computeCov: boolean },
) => Moments[];

/** What training has made of an ensemble, in the eigenvectors of the kernel that it follows. */
export function ensembleMoments(regressor: Regressor): MomentsAt {
  const prior = lazily(() => {
    const { vectors } = regressor.eigen("ntk");
    const right = matmul(regressor.kernel("nngp"), vectors);
    return matmul(vectors, right, { transposeA: true });
  });
  return (get, read, { taus, computeCov }) => {
    const { values, vectors } = regressor.eigen(get);
    const modes = { values, left: matmul(read("kTestTrain", get), vectors) };
    const right = matmul(vectors, regressor.y, { transposeA: true });
    const means = spectralSlices({ ...modes, right }, solved, taus);
    const covarianceAt = (): CovarianceAt =>
      get === "nngp"
        ? readoutCovariance(modes, read("kTestTest", "nngp"))
        : trainedCovariance(modes, {
            prior: prior(),
            crossPrior: matmul(read("kTestTrain", "nngp"), vectors),
            kTestTest: read("kTestTest", "nngp"),
          });
    const covariances = computeCov ? taus.map(covarianceAt()) : [];
    return means.map((mean, k) => ({ mean, covariance: covariances[k]?.data ?? null }));
  };
}

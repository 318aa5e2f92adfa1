// What one writes first: the recursion of Jacot et al. 2018 over whole matrices, plain loops over
// typed arrays. The engine's figure is a ratio to it.

/**
 * The NTK of a ReLU network (weights √2, no biases, then a readout of weight 1).
 *
 * @param {Float64Array} x n × features
 * @param {number} n
 * @param {number} features
 * @param {number} hidden layers
 * @returns {Float64Array} n × n
 */
export function reluNtk(x, n, features, hidden) {
  const k = inputCovariance(x, n, features);
  const ntk = new Float64Array(n * n);
  for (let layer = 0; layer < hidden; layer++) {
    // Dense: K ← 2K, Θ ← K + 2Θ
    for (let i = 0; i < n * n; i++) {
      k[i] = 2 * at(k, i);
      ntk[i] = at(k, i) + 2 * at(ntk, i);
    }
    relu(k, ntk, n);
  }
  for (let i = 0; i < n * n; i++) ntk[i] = at(k, i) + at(ntk, i);
  return ntk;
}

const at = (/** @type {Float64Array} */ a, /** @type {number} */ i) => /** @type {number} */ (a[i]);

/** X Xᵀ / features */
function inputCovariance(
  /** @type {Float64Array} */ x,
  /** @type {number} */ n,
  /** @type {number} */ features,
) {
  const k = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let f = 0; f < features; f++) sum += at(x, i * features + f) * at(x, j * features + f);
      k[i * n + j] = sum / features;
    }
  }
  return k;
}

/** K ← √(q_i q_j) (sin θ + (π − θ) cos θ)/2π, Θ ← Θ (π − θ)/2π (Cho and Saul 2009). */
function relu(
  /** @type {Float64Array} */ k,
  /** @type {Float64Array} */ ntk,
  /** @type {number} */ n,
) {
  const deviation = Float64Array.from({ length: n }, (_, i) => Math.sqrt(at(k, i * n + i)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const scale = at(deviation, i) * at(deviation, j);
      const cosine = Math.min(1, Math.max(-1, at(k, i * n + j) / scale));
      const angle = Math.acos(cosine);
      const sine = Math.sqrt(1 - cosine * cosine);
      k[i * n + j] = (scale * (sine + (Math.PI - angle) * cosine)) / (2 * Math.PI);
      ntk[i * n + j] = (at(ntk, i * n + j) * (Math.PI - angle)) / (2 * Math.PI);
    }
  }
}

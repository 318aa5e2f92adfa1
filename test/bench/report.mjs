/**
 * @typedef {object} Report
 * @property {string} name
 * @property {Record<string, number>} ms median milliseconds of each contestant
 * @property {number | null} ofPeak the engine's rate on one thread over the peak's
 * @property {number | null} speedUp one thread's time over that on several
 * @property {Record<string, number>} peers a peer's time over the engine's on one thread
 */

function median(/** @type {number[]} */ values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/**
 * @param {import("./measure.mjs").Row} row
 * @param {Record<string, number[]>} times
 * @param {import("./peak.mjs").Peak} peak
 * @returns {Report}
 */
export function reportOf(row, times, peak) {
  const ms = Object.fromEntries(Object.entries(times).map(([name, runs]) => [name, median(runs)]));
  const { peak: peakMs = NaN, engine = NaN, ...others } = ms;
  const several = Object.keys(others).find((name) => name.startsWith("engine on "));
  const rate = (row.multiplyAdds ?? NaN) / engine;
  const peakRate = peak.multiplyAdds(row.dtype ?? "float64") / peakMs;
  const peers = Object.entries(others).filter(([name]) => name !== several);
  return {
    name: row.name,
    ms,
    ofPeak: row.multiplyAdds ? rate / peakRate : null,
    speedUp: several === undefined ? null : engine / (others[several] ?? NaN),
    peers: Object.fromEntries(peers.map(([name, time]) => [name, time / engine])),
  };
}

const WIDTHS = [18, 10, 8, 9];

const cells = (/** @type {string[]} */ texts) =>
  texts.map((text, i) => (i === 0 ? text.padEnd(18) : text.padStart(WIDTHS[i] ?? 0))).join(" ");

export function header(/** @type {number} */ threads) {
  const several = threads > 1 ? `×${threads}` : "";
  return cells(["row", "ms", "of peak", several]) + "  peers: their time ÷ ours";
}

export function line(/** @type {Report} */ { name, ms, ofPeak, speedUp, peers }) {
  const beside = Object.entries(peers).map(([peer, ratio]) => `${peer} ${ratio.toFixed(2)}`);
  const peakText = ofPeak === null ? "" : ofPeak.toFixed(3);
  const speedText = speedUp === null ? "" : speedUp.toFixed(2);
  return `${cells([name, (ms["engine"] ?? NaN).toFixed(2), peakText, speedText])}  ${beside.join(", ")}`;
}

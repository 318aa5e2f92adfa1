// Draws icon.png: the ReLU tangent kernel of nine points on a half circle. `node extension/editor/draw-icon.mjs`
import { writeFileSync } from "node:fs";
import { encode } from "fast-png";

const SIZE = 256;
const POINTS = 9;
const MARGIN = 26;
const CELL = (SIZE - 2 * MARGIN) / POINTS;
const GAP = 2;
/** Samples a side of one pixel. */
const SAMPLES = 4;

const background = [27, 32, 51];
/** From far to near: night blue, violet, coral, sand. */
const ramp = [
  [43, 50, 88],
  [106, 61, 140],
  [214, 84, 99],
  [252, 219, 154],
];

/** Θ(θ) = (sin θ + 2 (π − θ) cos θ) / 2π, from 1 at θ = 0  (Jacot et al. 2018, one hidden layer, no bias). */
const tangentKernel = (/** @type {number} */ angle) =>
  (Math.sin(angle) + 2 * (Math.PI - angle) * Math.cos(angle)) / (2 * Math.PI);

/** Piecewise linear along the ramp. */
function colour(/** @type {number} */ value) {
  const at = Math.max(0, Math.min(1, value)) * (ramp.length - 1);
  const low = Math.min(Math.floor(at), ramp.length - 2);
  const [from, to] = /** @type {[number[], number[]]} */ ([ramp[low], ramp[low + 1]]);
  return from.map((channel, i) => channel + (at - low) * ((to[i] ?? channel) - channel));
}

/** Inside a square with rounded corners. */
function inside(
  /** @type {number} */ x,
  /** @type {number} */ y,
  /** @type {number} */ size,
  /** @type {number} */ radius,
) {
  const dx = Math.max(radius - x, x - (size - radius), 0);
  const dy = Math.max(radius - y, y - (size - radius), 0);
  return x >= 0 && y >= 0 && x <= size && y <= size && Math.hypot(dx, dy) <= radius;
}

/** Red, green, blue and cover (0 or 1) at one point. */
function sample(/** @type {number} */ x, /** @type {number} */ y) {
  if (!inside(x, y, SIZE, 48)) return [0, 0, 0, 0];
  const row = Math.floor((y - MARGIN) / CELL);
  const column = Math.floor((x - MARGIN) / CELL);
  const outside = Math.min(row, column) < 0 || Math.max(row, column) >= POINTS;
  const left = x - MARGIN - column * CELL - GAP / 2;
  const top = y - MARGIN - row * CELL - GAP / 2;
  if (outside || !inside(left, top, CELL - GAP, 4)) return [...background, 1];
  const lowest = tangentKernel(Math.PI * 0.75);
  const value = tangentKernel((Math.abs(row - column) * Math.PI) / POINTS);
  return [...colour((value - lowest) / (1 - lowest)), 1];
}

const data = new Uint8Array(4 * SIZE * SIZE);
for (let y = 0; y < SIZE; y++)
  for (let x = 0; x < SIZE; x++) {
    const sum = [0, 0, 0, 0];
    for (let i = 0; i < SAMPLES ** 2; i++) {
      const point = sample(
        x + ((i % SAMPLES) + 0.5) / SAMPLES,
        y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES,
      );
      point.forEach((channel, k) => (sum[k] = /** @type {number} */ (sum[k]) + channel));
    }
    const cover = /** @type {number} */ (sum[3]);
    const pixel = sum.slice(0, 3).map((channel) => Math.round(channel / Math.max(cover, 1)));
    data.set([...pixel, Math.round((255 * cover) / SAMPLES ** 2)], 4 * (y * SIZE + x));
  }
writeFileSync(
  new URL("icon.png", import.meta.url),
  encode({ width: SIZE, height: SIZE, data, channels: 4, depth: 8 }),
);

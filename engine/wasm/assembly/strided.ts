// Products A B whose A is never packed, since it lies in memory with regular gaps: the windows of a
// convolution (im2col without a copy). A's rows are runs of `inner` rows, aRow bytes apart:
//   A(run, i; k) at image + runs[run] + i·aRow + terms[k]
// Rows are taken MR at a time within a run; the last of a run may read beyond it, and what comes of that
// is not stored.
import { microStrided32, microStrided64 } from "./micro";
import { MR } from "./shared/variant";
import { ZEROS } from "./shared/zeros";

/** Fields of a job, 4 bytes each (StridedJob in engine/wasm/strided-product.ts). */
const IMAGE = 0, RUNS = 4, INNER = 8, ROW = 12, BLOCKS = 16, BLOCK_COUNT = 20, BEGINS = 24;

/** Fields of a block of the sum: where its terms lie, how many they are, B's panels. */
const OFFSETS = 0, TERMS = 4, PANELS = 8, BLOCK_BYTES = 12;

/** Bytes of one row of a B panel. */
const PANEL_ROW: usize = 32;

// @ts-ignore: decorator
@inline
function word(at: usize, offset: usize): usize {
  return load<u32>(at + offset);
}

// @ts-ignore: decorator
@inline
function micro<T>(block: usize, a: usize, job: usize, b: usize, c: usize, begins: bool): void {
  const terms = <i32>word(block, TERMS), offsets = word(block, OFFSETS), row = word(job, ROW);
  const start = begins ? ZEROS : c, apart: usize = begins ? 0 : PANEL_ROW;
  if (sizeof<T>() == 8) microStrided64(terms, offsets, a, row, b, c, PANEL_ROW, start, apart);
  else microStrided32(terms, offsets, a, row, b, c, PANEL_ROW, start, apart);
}

/** Row panels first … first + count − 1 of the product for some column panels, cStride bytes apart. */
// @ts-ignore: decorator
@inline
export function strided<T>(
  job: usize, first: i32, count: i32, column: i32, columns: i32, c: usize, cStride: usize,
): void {
  const panelsInRun = (<i32>word(job, INNER) + MR - 1) / MR;
  const panelBytes = <usize>MR * word(job, ROW);
  const blocks = <i32>word(job, BLOCK_COUNT);
  let block = word(job, BLOCKS);
  for (let k = 0; k < blocks; k++) {
    const begins = k == 0 && word(job, BEGINS) != 0;
    const bBytes = word(block, TERMS) * PANEL_ROW;
    for (let j = 0; j < columns; j++) {
      const b = word(block, PANELS) + <usize>(column + j) * bBytes;
      let to = c + <usize>j * cStride;
      let run = first / panelsInRun, panel = first - run * panelsInRun;
      for (let i = 0; i < count; i++) {
        const offset = word(word(job, RUNS) + (<usize>run << 2), 0);
        micro<T>(block, word(job, IMAGE) + offset + <usize>panel * panelBytes, job, b, to, begins);
        to += MR * PANEL_ROW;
        panel += 1;
        if (panel == panelsInRun) {
          panel = 0;
          run += 1;
        }
      }
    }
    block += BLOCK_BYTES;
  }
}

/** The rows that exist of row panels first …, each `columns` long, without gaps; their number. */
// @ts-ignore: decorator
@inline
export function joinRows<T>(
  to: usize, c: usize, cStride: usize, job: usize, first: i32, count: i32, columns: i32,
): i32 {
  const inner = <i32>word(job, INNER), panelsInRun = (inner + MR - 1) / MR;
  const width = <i32>(PANEL_ROW / sizeof<T>());
  let panel = first % panelsInRun, done = 0;
  for (let i = 0; i < count; i++) {
    const rows = min(MR, inner - panel * MR);
    for (let r = 0; r < rows; r++) {
      let from = c + <usize>(i * MR + r) * PANEL_ROW, rest = columns;
      for (; rest >= width; rest -= width) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        to += PANEL_ROW;
        from += cStride;
      }
      for (let k = 0; k < rest; k++) {
        store<T>(to, load<T>(from + <usize>k * sizeof<T>()));
        to += sizeof<T>();
      }
    }
    done += rows;
    panel = panel + 1 == panelsInRun ? 0 : panel + 1;
  }
  return done;
}

/** Fields of a frame (FrameJob in engine/wasm/strided-product.ts). */
const HEIGHT = 0, WIDTH = 4, CHANNELS = 8, FRAMED_HEIGHT = 12, FRAMED_WIDTH = 16;
const LOW_Y = 20, LOW_X = 24, APART_Y = 28, APART_X = 32;

/**
 * An image in its frame: pixel (y, x) goes to (y·apart + low), what is between and around is zero, what
 * falls outside of the frame is cut.
 */
// @ts-ignore: decorator
@inline
export function frame<T>(to: usize, from: usize, job: usize): void {
  const height = load<i32>(job, HEIGHT), width = load<i32>(job, WIDTH);
  const framedHeight = load<i32>(job, FRAMED_HEIGHT), framedWidth = load<i32>(job, FRAMED_WIDTH);
  const pixel = word(job, CHANNELS) * sizeof<T>(), rowBytes = <usize>framedWidth * pixel;
  const apartX = load<i32>(job, APART_X), lowX = load<i32>(job, LOW_X);
  memory.fill(to, 0, <usize>framedHeight * rowBytes);
  for (let y = 0; y < height; y++) {
    const row = y * load<i32>(job, APART_Y) + load<i32>(job, LOW_Y);
    if (row < 0 || row >= framedHeight) continue;
    const source = from + <usize>(y * width) * pixel, target = to + <usize>row * rowBytes;
    if (apartX == 1) {
      const first = max(0, -lowX), last = min(width, framedWidth - lowX);
      if (last > first) memory.copy(target + <usize>(first + lowX) * pixel, source + <usize>first * pixel, <usize>(last - first) * pixel);
      continue;
    }
    for (let x = 0; x < width; x++) {
      const column = x * apartX + lowX;
      if (column < 0 || column >= framedWidth) continue;
      memory.copy(target + <usize>column * pixel, source + <usize>x * pixel, pixel);
    }
  }
}

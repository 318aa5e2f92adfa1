/** Hears how far a long piece of work is. Called often: whoever listens takes the time. */
export type ProgressSink = (done: number, total: number) => void;

let sink: ProgressSink | null = null;

/** The part of a longer piece of work, of which it is the whole, that is reported from 0 to 1. */
let part: readonly [from: number, to: number] = [0, 1];

/** The notebook session calls this once. */
export function setProgressSink(next: ProgressSink | null): void {
  sink = next;
}

/** Every long loop that knows its length says between pieces of work how many of them are done. */
export function reportProgress(done: number, total: number): void {
  const [from, to] = part;
  sink?.(from * total + (to - from) * done, total);
}

/** Does what goes from one share of the work to another; what reports inside does not start anew. */
export function reportingPart<T>(from: number, to: number, work: () => T): T {
  const whole = part;
  const [first, last] = whole;
  part = [first + (last - first) * from, first + (last - first) * to];
  try {
    return work();
  } finally {
    part = whole;
  }
}

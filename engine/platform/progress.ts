/** Hears how far a long piece of work is. Called often: whoever listens takes the time. */
export type ProgressSink = (done: number, total: number) => void;

let sink: ProgressSink | null = null;

/** The notebook session calls this once. */
export function setProgressSink(next: ProgressSink | null): void {
  sink = next;
}

/** Every long loop that knows its length says between pieces of work how many of them are done. */
export function reportProgress(done: number, total: number): void {
  sink?.(done, total);
}

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import { settleDisplays } from "../../../engine/display/live.js";
import { MIME } from "../../../engine/display/payload.js";
import * as show from "../../../engine/display/show.js";
import { parseProgress } from "../../../renderer/payload/progress.js";
import { durationWords, progressWords } from "../../../renderer/progress/words.js";

let displays: Display[] = [];
const payloads = () => displays.map(({ bundle }) => parseProgress(bundle[MIME.progress]));

beforeEach(() => {
  displays = [];
  setDisplaySink((display) => displays.push(display));
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  settleDisplays();
  vi.useRealTimers();
  setDisplaySink(() => undefined);
});

describe("show.progress", () => {
  it("hands on what it loops over, and ends without a word of time", () => {
    const seen = [...show.progress(["a", "b", "c"], { name: "letters" })];
    expect(seen).toEqual(["a", "b", "c"]);
    expect(payloads().at(-1)).toEqual({
      version: 1,
      title: "letters",
      text: "letters: 3 of 3",
      state: "done",
      done: 3,
      total: 3,
    });
    expect(displays.at(-1)?.bundle["text/plain"]).toBe("letters: 3 of 3");
  });

  it("is seen at most twenty times a second, and written down every second or two", () => {
    for (const step of show.progress(10_000)) vi.setSystemTime(step);
    const passing = displays.filter((display) => display.passing === true);
    // Ten seconds: 200 states of which some are written.
    expect(passing.length).toBeGreaterThan(100);
    expect(passing.length).toBeLessThanOrEqual(200);
    expect(displays.length - passing.length).toBeLessThanOrEqual(9);
    expect(new Set(displays.map(({ id }) => id)).size).toBe(1);
  });

  it("says where a loop was left by a break and by an error", () => {
    for (const step of show.progress(10)) if (step === 4) break;
    expect(payloads().at(-1)).toMatchObject({
      state: "stopped",
      done: 4,
      text: "progress: stopped at 4 of 10",
    });
    const fail = () => {
      for (const step of show.progress(10)) if (step === 7) throw new Error("no");
    };
    expect(fail).toThrow("no");
    expect(payloads().at(-1)).toMatchObject({ state: "stopped", done: 7 });
  });

  it("is told by hand where there is no loop, and ends when all are done", () => {
    const bar = show.progress(5);
    bar.update(2);
    bar.update(5);
    expect(payloads().at(-1)).toMatchObject({ state: "done", done: 5 });
  });

  it("shows the last state of a loop that waits, when nothing more comes", () => {
    const bar = show.progress(5);
    bar.update(1);
    bar.update(2);
    vi.advanceTimersByTime(2000);
    expect(payloads().at(-1)).toMatchObject({ state: "running", done: 2 });
    expect(displays.at(-1)?.passing).toBeUndefined();
  });

  it("counts what has no length, and refuses totals that are none", () => {
    const squares = function* () {
      yield* [1, 4, 9];
    };
    expect([...show.progress(squares())]).toEqual([1, 4, 9]);
    expect(payloads().at(-1)).toMatchObject({ done: 3, total: null, text: "progress: 3" });
    expect(() => show.progress(1.5)).toThrow(
      "show.progress: the total is 1.5; give a whole number",
    );
  });
});

describe("the words of a progress", () => {
  const running = { version: 1, title: "t", text: "", state: "running" } as const;

  it("say how far, how fast and how long still", () => {
    expect(progressWords({ ...running, done: 300, total: 1000, seconds: 2.5 })).toBe(
      "300 of 1,000 · 30 % · 120 a second · 6 s left",
    );
    expect(progressWords({ ...running, done: 2, total: 4, seconds: 130 })).toBe(
      "2 of 4 · 50 % · 1 min 5 s each · 2 min 10 s left",
    );
    expect(progressWords({ ...running, done: 0, total: 4, seconds: 9 })).toBe("0 of 4 · 0 %");
    expect(progressWords({ ...running, done: 1e300, total: 1e-300, seconds: 1e-9 })).toBe(
      "1e300 of 1e−300",
    );
    expect(progressWords({ ...running, done: 1, total: 1e9, seconds: 9e8 })).toBe(
      "1 of 1,000,000,000 · 0 % · years each · years left",
    );
    expect(progressWords({ ...running, done: 8, total: null, seconds: 2 })).toBe("8 · 4 a second");
  });

  it("say durations as people do", () => {
    expect([0.25, 59.6, 61, 3600, 7384].map(durationWords)).toEqual([
      "0.25 s",
      "1 min 0 s",
      "1 min 1 s",
      "1 h 0 min",
      "2 h 3 min",
    ]);
  });
});

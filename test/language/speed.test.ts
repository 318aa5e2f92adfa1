import { describe, expect, it } from "vitest";
import { notebookOf } from "./notebook.js";

/** Thirty cells, each of which reads what the one above declares. */
const THIRTY = Array.from({ length: 30 }, (_, i) =>
  i === 0
    ? 'import { stax, zeros } from "ntkbook";\nconst x0 = zeros([3]);'
    : `const x${i} = x${i - 1}.mul(2), net${i} = stax.serial(stax.dense(${i}), stax.relu());`,
);

const ROUNDS = 8;

/** The quickest of many: what else the machine does meanwhile can only add. Noted, not asserted. */
function quickest(action: (round: number) => void): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const start = performance.now();
    action(round);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe("in a notebook of thirty cells, once it is warm", () => {
  const notebook = notebookOf(...THIRTY, "stax.");
  const edit = (last: string) => notebook.set([...THIRTY, last]);

  it("completion is right after every key, and its time is noted", () => {
    const took = quickest((round) => {
      edit(`stax. // ${round}`);
      expect(notebook.completions(30, "stax.")).toContain("dense");
    });
    console.log(`completion in 30 cells: ${took.toFixed(0)} ms`);
  });

  // The editor waits 150 ms after the last key (PAUSE_MS), so that half of the 300 ms are left.
  it("the errors of the edited cell are those of its present text, and their time is noted", () => {
    const took = quickest((round) => {
      edit(`x29.missing${round}()`);
      expect(notebook.faults(30)).toEqual([`2339 missing${round}`]);
    });
    console.log(`errors in 30 cells: ${took.toFixed(0)} ms`);
  });

  it("the errors of the last cell follow edits of the first, and their time is noted", () => {
    const took = quickest((round) => {
      const [, ...others] = THIRTY;
      notebook.set([`${THIRTY[0] ?? ""} // ${round}`, ...others, "x29.absent()"]);
      expect(notebook.faults(30)).toEqual(["2339 absent"]);
    });
    console.log(`errors of the last cell after an edit of the first: ${took.toFixed(0)} ms`);
  });
});

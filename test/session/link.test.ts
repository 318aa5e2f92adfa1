import { describe, expect, it } from "vitest";
import { hearAll } from "../../extension/session/link.js";

describe("messages of a session's process", () => {
  it("are all heard, also after one whose hearer failed; then the failure is told", () => {
    const heard: number[] = [];
    const hear = (message: number) => {
      heard.push(message);
      if (message === 1) throw new Error("of the owner");
    };
    expect(() => hearAll([1, 2, 3], hear)).toThrow("of the owner");
    expect(heard).toEqual([1, 2, 3]);
  });
});

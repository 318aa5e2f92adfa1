import { afterEach, expect, it } from "vitest";
import { InterruptError } from "../../../engine/errors.js";
import { setInterruptFlag } from "../../../engine/platform/interrupt.js";
import { relu } from "../../../engine/stax/index.js";
import { hidden, rows } from "./networks.js";

afterEach(() => setInterruptFlag(null));

it("a kernel stops when the person asks, and works again afterwards", () => {
  const flag = new Int32Array(new SharedArrayBuffer(4)).fill(1);
  const x = rows(300, 5);
  const { kernel } = hidden(2, relu);
  setInterruptFlag(flag);
  expect(() => kernel(x, null, "ntk")).toThrow(InterruptError);
  flag[0] = 0;
  expect(kernel(x, null, "ntk").shape).toEqual([300, 300]);
});

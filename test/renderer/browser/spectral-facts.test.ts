import { expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { MOST_SYMMETRIC } from "../../../engine/display/drawing/solvable.js";
import { encodeBase64 } from "../../../engine/display/drawing/encoding.js";
import type { RendererQuestion, RendererReply } from "../../../engine/display/renderer-messages.js";
import type { StoreAnswer } from "../../../engine/display/store-messages.js";
import { describeInBrowser } from "./notebook-page.js";
import { matrixPayloadOf } from "./payloads.js";

const PATIENT = { timeout: 10_000 };
const symmetric = new NDArray(Float64Array.of(2, 1, 1, 2), [2, 2], "float64");
const payload = matrixPayloadOf(symmetric, { title: "Two" });
const both = matrixPayloadOf({ one: symmetric, twice: symmetric.mul(2) });

const spectrum = (...values: number[]): StoreAnswer => ({
  is: "spectrum",
  float64: encodeBase64(new Uint8Array(Float64Array.from(values).buffer)),
});

/** An editor whose kernel answers questions about spectra so. */
const editorOf =
  (answer: (key: string) => StoreAnswer | Promise<StoreAnswer>, asked: string[] = []) =>
  async ({ ask, request }: RendererQuestion): Promise<RendererReply> => {
    if (request.type !== "store") return { ask, answer: null };
    const { about, key } = request.question;
    asked.push(about);
    if (about === "spectrum") return { ask, answer: await answer(key) };
    return { ask, answer: { is: "gone", reason: "Stopped." } };
  };

describeInBrowser("rank, condition and definiteness", (show) => {
  const common = { renderer: "kernel", theme: "light" } as const;

  it("are asked for by a button, and told in its place", async () => {
    const asked: string[] = [];
    const editor = editorOf(() => spectrum(3, 1), asked);
    const page = await show({ ...common, payload, editor });
    const facts = page.getByRole("status").first();
    expect(asked).toEqual([]);
    await page.getByRole("button", { name: "definiteness, rank, condition" }).press("Enter");
    const words = "positive definite · rank 2 · condition 3";
    await expect.poll(() => facts.innerText(), PATIENT).toBe(words);
    expect(asked).toEqual(["spectrum"]);
  });

  it("of matrices side by side are told of each", async () => {
    const [first] = both.layers;
    const editor = editorOf((key) => (key === first?.key ? spectrum(3, 1) : spectrum(6, 0)));
    const page = await show({ ...common, payload: both, editor });
    await page.getByRole("button", { name: "definiteness" }).click();
    await expect
      .poll(() => page.getByRole("status").first().innerText(), PATIENT)
      .toBe(
        "one: positive definite · rank 2 · condition 3; twice: positive semidefinite · rank 1 of 2",
      );
  });

  it("can be stopped, and asked for again", async () => {
    const asked: string[] = [];
    let stop: (answer: StoreAnswer) => void = () => undefined;
    const waiting = () => new Promise<StoreAnswer>((resolve) => (stop = resolve));
    const page = await show({ ...common, payload, editor: editorOf(waiting, asked) });
    await page.getByRole("button", { name: "definiteness" }).press("Enter");
    const focused = () => page.locator(":focus").textContent();
    await expect.poll(focused, PATIENT).toBe("Stop");
    await page.keyboard.press("Enter");
    await expect.poll(() => asked, PATIENT).toEqual(["spectrum", "stop"]);
    stop({ is: "gone", reason: "Stopped." });
    await expect.poll(focused, PATIENT).toBe("definiteness, rank, condition");
  });

  it("say why there are none", async () => {
    const gone = editorOf(() => ({ is: "gone", reason: "No <b>memory</b>." }));
    const page = await show({ ...common, payload, editor: gone });
    await page.getByRole("button", { name: "definiteness" }).click();
    const facts = () => page.getByRole("status").first().innerText();
    await expect.poll(facts, PATIENT).toBe("No <b>memory</b>.");
  });

  it("are refused before they are asked for where a matrix is too large", async () => {
    const n = MOST_SYMMETRIC + 1;
    const editor = editorOf(() => spectrum(1));
    const page = await show({ ...common, payload: { ...payload, shape: [n, n] }, editor });
    expect(await page.getByRole("status").first().innerText()).toContain("too large for rank");
    expect(await page.getByRole("button", { name: "definiteness" }).count()).toBe(0);
  });

  it("are not offered where nobody answers, nor of matrices with NaN", async () => {
    const alone = await show({ ...common, payload });
    expect(await alone.getByRole("button", { name: "rank" }).count()).toBe(0);
    const holed = new NDArray(Float64Array.of(NaN, 1, 1, 2), [2, 2], "float64");
    const editor = editorOf(() => spectrum(1));
    const page = await show({ ...common, payload: matrixPayloadOf(holed), editor });
    expect(await page.getByRole("button", { name: "rank" }).count()).toBe(0);
  });
});

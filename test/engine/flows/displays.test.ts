import { describe, expect, test } from "vitest";
import { displaySymbol, type MimeBundle } from "../../../engine/display/display.js";
import { MIME } from "../../../engine/display/payload.js";
import { array, flows, random } from "../../../engine/index.js";

/** What a notebook shows for a cell whose value this is. */
function shown(value: object): MimeBundle {
  const show = (value as { readonly [displaySymbol]?: () => MimeBundle })[displaySymbol];
  if (show === undefined) throw new Error("the value does not show itself");
  return show();
}

describe("density maps", () => {
  const flow = flows.affineCoupling({ width: 4 });
  const params = flow.init(random.key(3), 2);
  const logProb = (x: Parameters<typeof flow.forward>[1]) => flows.logProb(flow, params, x);

  test("of a flow hold a probability of 1", () => {
    const { density } = flows.densityMap(logProb, { from: -8, to: 8, points: 161 });
    // The rectangle rule, exact for what is analytic and vanishes at the edges.
    expect(density.sum().item() * 0.1 ** 2).toBeCloseTo(1, 6);
  });

  test("have x₁ to the right and x₂ upwards", () => {
    const { x1, x2, density, logDensity } = flows.densityMap((x) => x.slice([], 1), { points: 3 });
    expect(x1).toEqual([-3, 0, 3]);
    expect(x2).toEqual([3, 0, -3]);
    expect([...logDensity.data]).toEqual([3, 3, 3, 0, 0, 0, -3, -3, -3]);
    expect(density.get(2, 0)).toBeCloseTo(Math.exp(-3), 15);
  });

  test("draw themselves as a heat map with coordinates at its sides", () => {
    const bundle = shown(flows.densityMap(logProb, { points: 4, title: "Moons" }));
    expect(Object.keys(bundle)).toEqual([MIME.matrix, "image/png", "text/plain"]);
    expect(bundle[MIME.matrix]).toMatchObject({
      title: "Moons",
      shape: [4, 4],
      rowLabels: [3, 1, -1, -3],
      colLabels: [-3, -1, 1, 3],
    });
  });

  test("refuse squares without area and what is not one number a point", () => {
    expect(() => flows.densityMap(logProb, { from: 1, to: 1 })).toThrow(/from = 1, to = 1/);
    expect(() => flows.densityMap(logProb, { points: 1 })).toThrow(/points = 1/);
    expect(() => flows.densityMap((x) => x)).toThrow(/one number a point/);
  });
});

describe("flow grids", () => {
  test("are the images of the lines of a square", () => {
    const turn = array([
      [0, 2],
      [-1, 0],
    ]);
    const { horizontal, vertical } = flows.flowGrid((x) => x.dot(turn), { lines: 3, points: 2 });
    expect(horizontal.shape).toEqual([3, 2, 2]);
    // (x₁, x₂) ↦ (−x₂, 2x₁)
    expect([...horizontal.slice(0).data]).toEqual([3, -6, 3, 6]);
    expect([...vertical.slice(2).data]).toEqual([3, 6, -3, 6]);
  });

  test("draw themselves as lines with gaps between them", () => {
    const bundle = shown(flows.flowGrid((x) => x, { lines: 2, points: 2 }));
    expect(bundle[MIME.chart]).toMatchObject({
      series: [
        { name: "x₂ constant", x: [-3, 3, 3, -3, 3, 3], y: [-3, -3, null, 3, 3, null] },
        { name: "x₁ constant" },
      ],
    });
  });

  test("refuse maps that leave the plane", () => {
    expect(() => flows.flowGrid((x) => x.slice([], 0))).toThrow(/give points of the plane/);
  });
});

test("a fit draws its losses", () => {
  const { losses, ...rest } = flows.fit(
    (p, target) => p.sub(target).pow(2).sum(),
    array([0]),
    random.key(0),
    { steps: 3, batch: () => array([2]) },
  );
  expect(rest.params.shape).toEqual([1]);
  const fit = flows.fit((p) => p.pow(2).sum(), array([1]), random.key(0), { steps: 3 });
  expect(losses).toHaveLength(3);
  expect(shown(fit)[MIME.chart]).toMatchObject({
    title: "Training: 3 steps",
    series: [{ x: [0, 1, 2] }],
  });
});

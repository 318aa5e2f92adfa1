import { expect, it } from "vitest";
import { dense, erf, relu, serial, type DenseOptions } from "../../../engine/stax/index.js";
import { relativeError } from "./networks.js";

// Near-parallel (4e-8 apart), near-antiparallel, parallel of 1/100 the length, and a row apart: the
// angles that erf leaves are seen by a rectifier, which feels their every digit.
const x = [
  [0.3, -1.7, 2.2],
  [0.3, -1.7, 2.2000001],
  [-0.6, 3.4, -4.4000003],
  [0.003, -0.017, 0.022],
  [1.5, 0.25, -0.5],
];

const layers = (first: DenseOptions, others: DenseOptions) =>
  serial(dense(8, first), erf(), dense(8, others), relu(), dense(1, others));

// NTKs from the layers' formulas in 60-digit arithmetic on the doubles above; lower triangles.
const cases = [
  {
    net: layers({ wStd: 1.5, bStd: 0.1 }, { wStd: 1.5, bStd: 0.1 }),
    ntk: [
      [7.635392239717303],
      [7.635392254068295, 7.635392385242595],
      [-0.4758201147723377, -0.47582011369305255, 12.201096529355823],
      [0.21961941197389004, 0.219619412108985, 0.05129727196617374, 0.1327469954638334],
      [
        0.11111348732189381, 0.1111134809187187, 1.175241074806907, 0.1079979161041972,
        5.098714868388567,
      ],
    ],
  },
  {
    net: layers({ wStd: 0.5 }, {}),
    ntk: [
      [0.6013514166537338],
      [0.6013514226865658, 0.6013514351760039],
      [-0.032429383439094024, -0.03242938287816722, 1.1246983790166771],
      [0.007777050422941588, 0.007777050506362009, -0.0008381587177792279, 0.00012444294702088077],
      [
        0.0018672967020429733, 0.0018672961305952864, 0.12018696975365033, 1.2914206990423147e-5,
        0.2933225778116918,
      ],
    ],
  },
];

it.each(cases)(
  "angles survive erf and a rectifier to 1e-14 of the largest entry ($#)",
  ({ net, ntk }) => {
    const got = net.kernel(x, null, "ntk");
    const full = x.flatMap((_, i) => x.map((_, j) => ntk[Math.max(i, j)]?.[Math.min(i, j)] ?? NaN));
    expect(relativeError(got, full)).toBeLessThan(1e-14);
  },
);

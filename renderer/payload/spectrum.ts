import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  MOST_EIGENVALUES,
  PAYLOAD_VERSION,
  type LearningPoint,
  type SpectrumPayload,
} from "../../engine/display/payload.js";
import {
  count,
  fields,
  knownVersion,
  list,
  number,
  numberOrNull,
  PayloadError,
  words,
} from "./check.js";
import { parseMatrix, type ReadMatrix } from "./matrix.js";

const MOST_SAMPLES = 1000;
const MOST_PIXELS = 4096;
const LONGEST_TEXT = 2000;
const LONGEST_KEY = 100;

export type ReadSpectrum = Omit<SpectrumPayload, "eigenvectors"> & {
  readonly eigenvectors: ReadEigenvectors | null;
};

export interface ReadEigenvectors {
  readonly matrix: ReadMatrix;
  readonly image: readonly [number, number] | null;
  readonly count: number;
  readonly across: number;
}

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseSpectrum(json: unknown): ReadSpectrum {
  const given = fields(json, "the payload");
  const version = knownVersion(given["version"], PAYLOAD_VERSION);
  const eigenvalues = numbers(given["eigenvalues"], "eigenvalues");
  const alongEach = (name: "multiplicities" | "power") => {
    const values = numbers(given[name], name);
    if (values.length === eigenvalues.length) return values;
    throw new PayloadError(
      `${name} has ${values.length} entries for ${eigenvalues.length} eigenvalues`,
    );
  };
  return {
    version,
    title: words(given["title"], "title", LONGEST.title),
    text: words(given["text"], "text", LONGEST_TEXT),
    domain: words(given["domain"], "domain", LONGEST.title),
    ...{ eigenvalues, multiplicities: alongEach("multiplicities") },
    zero: number(given["zero"], "zero"),
    power: given["power"] === null ? null : alongEach("power"),
    learning: list(given["learning"], "learning", MOST_SAMPLES, parsePoint),
    eigenvectors: parseEigenvectors(given["eigenvectors"]),
    key: given["key"] === null ? null : words(given["key"], "key", LONGEST_KEY),
  };
}

const numbers = (value: unknown, name: string) => list(value, name, MOST_EIGENVALUES, number);

function parsePoint(value: unknown, where: string): LearningPoint {
  const { n, kappa, testMse, trainMse } = fields(value, where);
  return {
    n: number(n, `${where}.n`),
    kappa: number(kappa, `${where}.kappa`),
    testMse: numberOrNull(testMse, `${where}.testMse`),
    trainMse: numberOrNull(trainMse, `${where}.trainMse`),
  };
}

function parseEigenvectors(value: unknown): ReadEigenvectors | null {
  if (value === null) return null;
  const given = fields(value, "eigenvectors");
  const matrix = parseMatrix(given["matrix"]);
  const [rows, cols] = matrix.payload.shape;
  const image = given["image"] === null ? null : parseImage(given["image"]);
  const shown = {
    ...{ matrix, image },
    count: count(given["count"], "eigenvectors.count", MOST_EIGENVALUES),
    across: count(given["across"], "eigenvectors.across", MOST_EIGENVALUES),
  };
  const [high, wide] =
    image === null
      ? [shown.count, cols]
      : [Math.ceil(shown.count / Math.max(1, shown.across)) * image[0], shown.across * image[1]];
  if (rows === high && cols === wide && shown.across > 0) return shown;
  throw new PayloadError(`eigenvectors.matrix is ${rows} × ${cols}, not ${high} × ${wide}`);
}

function parseImage(value: unknown): [number, number] {
  const sides = list(value, "eigenvectors.image", 2, (side, at) => count(side, at, MOST_PIXELS));
  const [high = 0, wide = 0] = sides;
  if (sides.length === 2 && high > 0 && wide > 0) return [high, wide];
  throw new PayloadError("eigenvectors.image has not two sides");
}

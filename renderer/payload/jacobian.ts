import { decodeFloat32 } from "../../engine/display/drawing/encoding.js";
import { LONGEST } from "../../engine/display/drawing/shortened.js";
import { PAYLOAD_VERSION } from "../../engine/display/payload.js";
import { count, fields, knownVersion, list, number, PayloadError, string, words } from "./check.js";
import { parseMatrix, type ReadMatrix } from "./matrix.js";

const MOST_PARAMETERS = 10_000;
const MOST_VALUES = 4096;
const MOST_AXES = 32;
const LONGEST_TEXT = 20_000;
const LONGEST_AXIS = 2 ** 31;

export interface ReadJacobian {
  readonly title: string;
  readonly text: string;
  readonly matrix: ReadMatrix;
  readonly norms: ReadMatrix;
  /** Rows of the matrix to a row of the norms. */
  readonly outputs: number;
  readonly parameters: readonly ReadParameter[];
  readonly singularValues: readonly number[] | null;
}

export interface ReadParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Columns [from, to) of the matrix. */
  readonly from: number;
  readonly to: number;
  readonly norm: number;
  readonly zeros: number;
  readonly rms: Float32Array | null;
}

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseJacobian(json: unknown): ReadJacobian {
  const given = fields(json, "the payload");
  knownVersion(given["version"], PAYLOAD_VERSION);
  const [matrix, norms] = [parseMatrix(given["matrix"]), parseMatrix(given["norms"])];
  const [rows, cols] = matrix.payload.shape;
  const outputs = count(given["outputs"], "outputs", rows);
  let from = 0;
  const parameters = list(given["parameters"], "parameters", MOST_PARAMETERS, (one, where) => {
    const parameter = parseParameter(one, where, from);
    from = parameter.to;
    return parameter;
  });
  if (from !== cols) throw new PayloadError(`parameters have ${from} entries for ${cols} columns`);
  const [high, wide] = norms.payload.shape;
  if (wide !== parameters.length || high * outputs !== rows)
    throw new PayloadError(
      `norms are ${high} × ${wide} for ${rows} outputs, ${outputs} together, by ${parameters.length} parameters`,
    );
  const values = given["singularValues"];
  return {
    title: words(given["title"], "title", LONGEST.title),
    text: words(given["text"], "text", LONGEST_TEXT),
    ...{ matrix, norms, outputs, parameters },
    singularValues: values === null ? null : list(values, "singularValues", MOST_VALUES, number),
  };
}

function parseParameter(value: unknown, where: string, from: number): ReadParameter {
  const { name, shape, norm, zeros, rms } = fields(value, where);
  const sides = list(shape, `${where}.shape`, MOST_AXES, (side, at) =>
    count(side, at, LONGEST_AXIS),
  );
  const entries = sides.reduce((product, side) => product * side, 1);
  return {
    name: words(name, `${where}.name`, LONGEST.name),
    shape: sides,
    ...{ from, to: from + entries },
    norm: number(norm, `${where}.norm`),
    zeros: number(zeros, `${where}.zeros`),
    rms: rms === null ? null : parseRms(fields(rms, `${where}.rms`)["float32"], where, entries),
  };
}

function parseRms(value: unknown, where: string, entries: number): Float32Array {
  const text = string(value, `${where}.rms.float32`);
  if (text.length === 4 * Math.ceil((4 * entries) / 3)) {
    try {
      const values = decodeFloat32(text);
      if (values.length === entries) return values;
    } catch {
      // No base64.
    }
  }
  throw new PayloadError(`${where}.rms.float32 does not hold ${entries} values`);
}

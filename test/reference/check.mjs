import { runners } from "./runners/index.mjs";
import { Unsupported } from "./unsupported.mjs";

/**
 * Runs the cases of one reference document against an engine.
 *
 * @typedef {import("./compare.mjs").Comparison} Comparison
 * @typedef {import("./network.mjs").EngineModule} EngineModule
 * @typedef {object} Runner
 * @property {(item: any) => boolean} recognises - Whether a case, by its content, is of this kind.
 * @property {(engine: EngineModule, item: any) => Iterable<Comparison>} run - Throws
 *   {@link Unsupported} for what the engine lacks.
 *
 * @typedef {{ name: string } & (
 *   | { status: "passed" | "failed", worst: number, where: string }
 *   | { status: "unsupported", reason: string }
 * )} Outcome
 */

/**
 * @param {EngineModule} engine
 * @param {unknown} document
 * @returns {Outcome[]}
 * @throws {TypeError} when the document is no reference document.
 */
export function checkDocument(engine, document) {
  return casesOf(document).map((item, index) => checkCase(engine, item, nameOf(item, index)));
}

/**
 * The cases of a document: all its lists of objects, and what it says of the data set.
 *
 * @param {unknown} document
 * @returns {any[]}
 */
function casesOf(document) {
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new TypeError("not a reference file: expected an object with a list of cases");
  }
  const { about, toleranceRule, ...content } = /** @type {Record<string, any>} */ (document);
  const lists = Object.values(content).filter(isCaseList);
  if (lists.length === 0) {
    throw new TypeError('not a reference file: it has no list of cases, such as "cases"');
  }
  return [...("pixelChecksum" in content ? [content] : []), ...lists.flat()];
}

/** @param {unknown} value */
function isCaseList(value) {
  return Array.isArray(value) && value.every((item) => typeof item === "object" && item !== null);
}

/**
 * @param {EngineModule} engine
 * @param {any} item
 * @param {string} name
 * @returns {Outcome}
 */
function checkCase(engine, item, name) {
  const runner = runners.find(({ recognises }) => recognises(item));
  if (runner === undefined) return { name, status: "unsupported", reason: kindOf(item) };
  try {
    return summarise(name, [...runner.run(engine, item)]);
  } catch (error) {
    if (error instanceof Unsupported) return { name, status: "unsupported", reason: error.message };
    return { name, status: "failed", worst: Infinity, where: String(error) };
  }
}

/**
 * @param {string} name
 * @param {readonly Comparison[]} comparisons
 * @returns {Outcome}
 */
function summarise(name, comparisons) {
  if (comparisons.length === 0)
    return { name, status: "failed", worst: Infinity, where: "nothing to compare" };
  const { what, error } = comparisons.reduce((a, b) => (b.error > a.error ? b : a));
  return { name, status: error <= 1 ? "passed" : "failed", worst: error, where: what };
}

/**
 * What a reader would call the case.
 *
 * @param {any} item
 * @param {number} index
 */
function nameOf(item, index) {
  const { name, kind, function: called, get, seed, shape, dtype } = item;
  if (typeof name === "string") return name;
  const words = [
    kind,
    called,
    get,
    seed === undefined ? undefined : `seed ${seed}`,
    dtype,
    shape && `[${shape}]`,
  ];
  return [...words.filter((word) => typeof word === "string"), `#${index}`].join(" ");
}

/** @param {any} item */
function kindOf(item) {
  if (typeof item.kind === "string") return item.kind;
  if (typeof item.function === "string") return item.function;
  return `cases with ${Object.keys(item).slice(0, 3).join(", ")}`;
}

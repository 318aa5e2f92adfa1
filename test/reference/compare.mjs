/**
 * How far a value is from its reference, in units of what is allowed: up to 1 it passes.
 *
 * @typedef {{ shape: readonly number[], data: readonly (number | string)[] }} StoredArray
 * @typedef {number | StoredArray} Stored
 * @typedef {{ rtol: number, atol: number }} Tolerance
 * @typedef {{ what: string, error: number }} Comparison
 * @typedef {{ shape: readonly number[], data: ArrayLike<number> }} ArrayValue
 */

/**
 * The files' rule: max|got − want| ≤ atol + rtol·max|want|, both maxima over the whole array.
 *
 * @param {string} what
 * @param {number | ArrayValue} got
 * @param {Stored} want
 * @param {Tolerance} tolerance
 * @returns {Comparison}
 */
export function compare(what, got, want, { rtol, atol }) {
  const found = valuesOf(got);
  const expected = valuesOf(want);
  if (!sameShape(got, want)) return { what: `${what} (shape)`, error: Infinity };
  const distance = largest(expected.map((value, i) => difference(Number(found[i]), value)));
  const allowed = atol + rtol * largest(expected.map(Math.abs));
  return { what, error: ratio(distance, allowed) };
}

/**
 * The random numbers' rule: |got − want| ≤ atol + rtol·|want| for each element.
 *
 * @param {string} what
 * @param {ArrayValue} got
 * @param {StoredArray} want
 * @param {Tolerance} tolerance
 * @returns {Comparison}
 */
export function compareEach(what, got, want, { rtol, atol }) {
  if (!sameShape(got, want)) return { what: `${what} (shape)`, error: Infinity };
  const errors = valuesOf(want).map((value, i) =>
    ratio(difference(Number(got.data[i]), value), atol + rtol * Math.abs(value)),
  );
  return { what, error: largest(errors) };
}

/**
 * The tolerance of a result: its own fields before those around it.
 *
 * @param {...unknown} scopes - From the most specific to the least.
 * @returns {Tolerance}
 */
export function toleranceOf(...scopes) {
  return { rtol: field("rtol", scopes), atol: field("atol", scopes) };
}

/**
 * The first numeric field of that name.
 *
 * @param {string} name
 * @param {readonly unknown[]} scopes
 */
export function field(name, scopes) {
  for (const scope of scopes) {
    const value = /** @type {Record<string, unknown>} */ (scope)[name];
    if (typeof value === "number") return value;
  }
  return 0;
}

/** @param {number | StoredArray | ArrayValue} value */
function valuesOf(value) {
  return typeof value === "number" ? [value] : Array.from(value.data, Number);
}

/**
 * @param {number | ArrayValue} got
 * @param {Stored} want
 */
function sameShape(got, want) {
  const shapes = [got, want].map((value) => (typeof value === "number" ? "" : value.shape.join()));
  return shapes[0] === shapes[1];
}

/**
 * Equal infinities and equal NaN are no distance apart.
 *
 * @param {number} got
 * @param {number} want
 */
function difference(got, want) {
  return Object.is(got, want) || got === want ? 0 : Math.abs(got - want);
}

/**
 * @param {number} distance
 * @param {number} allowed
 */
function ratio(distance, allowed) {
  if (distance === 0) return 0;
  return Number.isNaN(distance) || allowed === 0 ? Infinity : distance / allowed;
}

/**
 * A NaN among the values wins.
 *
 * @param {readonly number[]} values
 */
function largest(values) {
  return values.reduce((a, b) => (a > b || Number.isNaN(a) ? a : b), 0);
}

import { isFloat, type Dtype, type FloatDtype } from "./dtype.js";

/** Digits after the point, as in NumPy. */
const PRECISION = 8;

/** From here on whole digits would be noise, or too many to read. */
const LARGE: Readonly<Record<FloatDtype, number>> = { float64: 1e8, float32: 1e6 };

/** Turns one element into text of a width that is the same for all elements of an array. */
export type ElementFormat = (value: number) => string;

/** The format that suits all of `values`: NumPy's choice of digits, exponent and width. */
export function elementFormat(dtype: Dtype, values: readonly number[]): ElementFormat {
  if (dtype === "bool") return (value) => (value !== 0 ? " True" : "False");
  if (!isFloat(dtype)) return padded(values, String);
  const finite = values.filter(Number.isFinite);
  const text = needsExponent(dtype, finite) ? exponentText : positionalText;
  return withNonFinite(values, text(dtype, finite));
}

function padded(values: readonly number[], text: ElementFormat): ElementFormat {
  const width = widest(values.map(text));
  return (value) => text(value).padStart(width);
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

/** Very large, very small or widely spread magnitudes are read better with exponents. */
function needsExponent(dtype: FloatDtype, finite: readonly number[]): boolean {
  const sizes = finite.filter((value) => value !== 0).map(Math.abs);
  if (sizes.length === 0) return false;
  const largest = sizes.reduce((a, b) => Math.max(a, b));
  const smallest = sizes.reduce((a, b) => Math.min(a, b));
  return largest >= LARGE[dtype] || smallest < 1e-4 || largest / smallest > 1000;
}

/** `nan` and `inf` need no point, but the same width. */
function withNonFinite(values: readonly number[], finite: ElementFormat): ElementFormat {
  const text = (value: number): string => {
    if (Number.isFinite(value)) return finite(value);
    return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  };
  return padded(values, text);
}

function positionalText(dtype: FloatDtype, finite: readonly number[]): ElementFormat {
  const parts = finite.map((value) => positional(dtype, value).split("."));
  const right = widest(parts.map(([, fraction = ""]) => fraction));
  return (value) => {
    const [whole = "", fraction = ""] = positional(dtype, value).split(".");
    return `${whole}.${fraction.padEnd(right)}`;
  };
}

/** The shortest digits that stand for the value, at most eight of them after the point. */
function positional(dtype: FloatDtype, value: number): string {
  const shortest = plain(shortestDigits(dtype, value));
  const [, fraction = ""] = shortest.split(".");
  const text = fraction.length > PRECISION ? halfEven(value, "toFixed", PRECISION) : shortest;
  const [whole = "", digits = ""] = text.split(".");
  return `${whole}.${digits.replace(/0+$/, "")}`;
}

/** All elements get the digits that the longest needs, exact ones instead of zeros where they go on. */
function exponentText(dtype: FloatDtype, finite: readonly number[]): ElementFormat {
  const digits = widest(finite.map((value) => fractionOf(scientific(dtype, value))));
  const size = Math.max(2, widest(finite.map((value) => exponentOf(scientific(dtype, value)))));
  return (value) => {
    const text = halfEven(value, "toExponential", digits);
    const [mantissa = ""] = text.split("e");
    const point = digits === 0 ? "." : "";
    const sign = text.includes("e-") ? "-" : "+";
    return `${mantissa}${point}e${sign}${exponentOf(text).padStart(size, "0")}`;
  };
}

function fractionOf(text: string): string {
  return /\.(\d*)e/.exec(text)?.[1] ?? "";
}

function exponentOf(text: string): string {
  return /e[+-](\d+)$/.exec(text)?.[1] ?? "";
}

/** The shortest digits that stand for the value, at most eight of them after the point. */
function scientific(dtype: FloatDtype, value: number): string {
  const shortest = shortestDigits(dtype, value);
  return fractionOf(shortest).length > PRECISION
    ? halfEven(value, "toExponential", PRECISION).replace(/0+e/, "e")
    : shortest;
}

/** The shortest scientific notation that reads back as the same value of the dtype. */
function shortestDigits(dtype: FloatDtype, value: number): string {
  if (dtype === "float64") return (Object.is(value, -0) ? "-" : "") + value.toExponential();
  let digits = 0;
  let text = halfEven(value, "toExponential", digits);
  while (Math.fround(Number(text)) !== value) text = halfEven(value, "toExponential", ++digits);
  return text;
}

/** Scientific notation written out: `1.25e-2` → `0.0125`. */
function plain(scientificText: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = ""] =
    /^(-?)(\d)\.?(\d*)e([+-]\d+)$/.exec(scientificText) ?? [];
  const digits = whole + fraction;
  const point = Number(exponent) + 1;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point).padEnd(point, "0")}.${digits.slice(point)}`;
}

/**
 * So many digits after the point, an exact tie rounded to the even digit. JS rounds ties away from
 * zero; a hundred digits show every tie, since a double that ends there has no more of them.
 */
function halfEven(value: number, method: "toFixed" | "toExponential", digits: number): string {
  const rounded = (Object.is(value, -0) ? "-" : "") + value[method](digits);
  const exact = value[method](100);
  const end = exact.indexOf(".") + 1 + digits;
  const tie = /^50*(e.*)?$/.test(exact.slice(end));
  const even = Number(exact[end - 1]) % 2 === 0;
  return tie && even ? exact.slice(0, end) + (/e.*$/.exec(exact)?.[0] ?? "") : rounded;
}

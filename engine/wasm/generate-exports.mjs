// Generates exports.ts: every exported function NAME<T>(…) of the assembly files once for each float
// type, as NAME64 and NAME32. A module cannot export a function that is generic.

/** @typedef {{ name: string, parameters: string, result: string }} Signature */

/**
 * The generic functions that a source exports.
 *
 * @param {string} source
 * @returns {Signature[]}
 */
function genericExports(source) {
  const pattern = /^export function (\w+)<T>\(([^)]*)\): (\w+)/gm;
  return [...source.matchAll(pattern)].map(([, name = "", parameters = "", result = ""]) => ({
    ...{ name, result },
    parameters: parameters.trim().replaceAll(/\s+/g, " "),
  }));
}

/** @param {Signature} signature */
function instances({ name, parameters, result }) {
  const names = [...parameters.matchAll(/(\w+):/g)].map(([, parameter]) => parameter);
  const call = (/** @type {number} */ bits) => `${name}<f${bits}>(${names.join(", ")});`;
  return [64, 32]
    .map((bits) => {
      const body = result === "void" ? call(bits) : `return ${call(bits)}`;
      return `export function ${name}${bits}(${parameters}): ${result} {\n  ${body}\n}\n`;
    })
    .join("");
}

/**
 * The text of exports.ts.
 *
 * @param {ReadonlyMap<string, string>} sources file name → text
 */
export function generateExports(sources) {
  return [...sources]
    .map(([file, source]) => ({ file, functions: genericExports(source) }))
    .filter(({ functions }) => functions.length > 0)
    .map(({ file, functions }) => {
      const names = functions.map(({ name }) => name).join(", ");
      const path = file.replace(/\.ts$/, "");
      return `import { ${names} } from "./${path}";\n${functions.map(instances).join("")}`;
    })
    .join("");
}

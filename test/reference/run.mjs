// Checks the built engine against reference values: `npm run reference -- [DIR] [--json]`.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { checkDocument } from "./check.mjs";
import { isFailure, line, summary } from "./report.mjs";

const here = dirname(fileURLToPath(import.meta.url));

/** @returns {Promise<import("./network.mjs").EngineModule>} */
async function builtEngine() {
  const address = pathToFileURL(join(here, "../../dist/engine/index.js")).href;
  return import(address).catch((error) => {
    throw new Error(`cannot load the built engine; run npm run build first (${error.message})`);
  });
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function referenceFiles(directory) {
  const files = readdirSync(directory).filter((name) => name.endsWith(".json"));
  if (files.length === 0) throw new Error(`${directory} holds no .json files`);
  return files.sort();
}

/**
 * @param {import("./network.mjs").EngineModule} engine
 * @param {string} directory
 * @param {string} file
 * @returns {import("./report.mjs").FileReport}
 */
function check(engine, directory, file) {
  try {
    const document = JSON.parse(readFileSync(join(directory, file), "utf8"));
    return { file, outcomes: checkDocument(engine, document) };
  } catch (error) {
    return { file, unreadable: error instanceof Error ? error.message : String(error) };
  }
}

/** @param {string[]} args */
async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const directory = positionals[0] ?? here;
  const engine = await builtEngine();
  const reports = [];
  for (const file of referenceFiles(directory)) {
    const report = check(engine, directory, file);
    reports.push(report);
    if (!values.json) console.log(line(report));
  }
  if (values.json) console.log(JSON.stringify(reports.map(summary), null, 2));
  process.exitCode = reports.some(isFailure) ? 1 : 0;
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(`npm run reference: ${error.message}`);
  process.exitCode = 2;
});

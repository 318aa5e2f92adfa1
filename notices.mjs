import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * The npm packages whose code went into a bundle.
 *
 * @param {import("esbuild").Metafile} metafile
 * @returns {string[]} their folders
 */
export function packagesIn(metafile) {
  const folders = Object.keys(metafile.inputs).map((input) => PACKAGE_FOLDER.exec(input)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

/**
 * Write the licences of everything that ships to one file: most of them ask for that.
 *
 * @param {Iterable<string>} folders
 * @param {string} file
 */
export function writeNotices(folders, file) {
  const notices = [...new Set(folders)].sort().map(notice);
  writeFileSync(file, `NTKbook contains the following software.\n\n${notices.join("\n")}`);
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder).filter((entry) => /^(licen[cs]e|notice)/i.test(entry));
  const text = texts.map((entry) => readFileSync(join(folder, entry), "utf8").trim()).join("\n\n");
  return `${"=".repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`;
}

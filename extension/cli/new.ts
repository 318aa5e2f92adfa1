import { readdir, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { Command } from "commander";
import { fromTemplate, readNotebook, summaryOf, writeNotebook } from "../format/index.js";
import { createFile } from "./files.js";
import { templatesFolder } from "./home.js";
import { refusal } from "./refusal.js";

interface NewOptions {
  readonly template: string;
  readonly list?: true;
  readonly force?: true;
}

export const newCommand = () =>
  new Command("new")
    .description("Write a new notebook after a template.")
    .argument("[file]", "the notebook to write")
    .option("--template <name>", "what to begin from", "empty")
    .option("--list", "print the templates")
    .option("--force", "replace a notebook that exists")
    .action(newNotebook);

async function newNotebook(file: string | undefined, options: NewOptions, command: Command) {
  if (options.list === true) return listTemplates();
  if (file === undefined || file.trim() === "")
    return command.error("error: name the notebook to write, or give --list");
  const names = await templateNames();
  if (!names.includes(options.template))
    return command.error(
      `error: no template "${options.template}"; there are: ${names.join(", ")}`,
    );
  // Of "v1.2" the ending is part of the name.
  const path = extname(file) === ".ntkbook" ? file : `${file}.ntkbook`;
  try {
    checkNamed(file);
    const notebook = fromTemplate(await readTemplate(options.template));
    await createFile(path, writeNotebook(notebook), options);
    console.log(path);
  } catch (error) {
    console.error(`${file}: ${refusal(error)}`);
    process.exitCode = 1;
  }
}

/** @throws {TypeError} for `.`, `notebooks/` and their kin, whose files would have no name */
function checkNamed(file: string): void {
  if (/(^|[/\\])\.{0,2}$/.test(file))
    throw new TypeError("This is a folder; name the notebook to write in it.");
}

async function listTemplates(): Promise<void> {
  for (const name of await templateNames()) {
    const summary = summaryOf(await readTemplate(name));
    console.log(`${name.padEnd(18)}${summary}`.trimEnd());
  }
}

async function templateNames(): Promise<string[]> {
  const files = await readdir(templatesFolder);
  return files
    .filter((name) => extname(name) === ".ntkbook")
    .map((name) => basename(name, ".ntkbook"));
}

const readTemplate = async (name: string) =>
  readNotebook(await readFile(join(templatesFolder, `${name}.ntkbook`)));

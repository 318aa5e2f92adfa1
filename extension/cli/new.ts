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
  const path = extname(file) === "" ? `${file}.ntkbook` : file;
  try {
    const notebook = fromTemplate(await readTemplate(options.template));
    await createFile(path, writeNotebook(notebook), options);
    console.log(path);
  } catch (error) {
    console.error(`${path}: ${refusal(error)}`);
    process.exitCode = 1;
  }
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

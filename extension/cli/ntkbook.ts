/** The command line: the notebook's cells, run, without an editor. One file a command. */
import { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { infoCommand } from "./info.js";
import { runCommand } from "./run.js";

const program = new Command("ntkbook")
  .description("Runs .ntkbook notebooks through the same kernel as the editor.")
  .version(manifest.version)
  .addCommand(runCommand())
  .addCommand(infoCommand());

await program.parseAsync();

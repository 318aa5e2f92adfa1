/** The command line: notebooks without an editor. One file a command. */
import { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { checkCommand } from "./check.js";
import { exportCommand } from "./export.js";
import { importCommand } from "./import.js";
import { infoCommand } from "./info.js";
import { newCommand } from "./new.js";
import { runCommand } from "./run.js";

const program = new Command("ntkbook")
  .description(
    "Runs, checks and converts .ntkbook notebooks through the same kernel as the editor.",
  )
  .version(manifest.version)
  .addCommand(runCommand())
  .addCommand(checkCommand())
  .addCommand(exportCommand())
  .addCommand(importCommand())
  .addCommand(newCommand())
  .addCommand(infoCommand());

// Whoever reads may have seen enough (`| head`): what was begun is done to its end all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

await program.parseAsync();

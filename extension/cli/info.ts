import { Command } from "commander";
import { startSession } from "../session/index.js";
import { sessionHome } from "./home.js";

export const infoCommand = () =>
  new Command("info")
    .description("Print what the engine runs on: versions, SIMD variant, threads.")
    .action(printInfo);

async function printInfo(): Promise<void> {
  const session = startSession({
    home: sessionHome,
    folder: process.cwd(),
    onEvent: () => undefined,
  });
  try {
    const { version, node, simd, threads } = await session.info;
    console.log(`ntkbook  ${version}\nnode     ${node}\nsimd     ${simd}\nthreads  ${threads}`);
  } finally {
    session.dispose();
  }
}

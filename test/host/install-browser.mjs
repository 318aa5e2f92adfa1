import { join } from "node:path";
import { cached } from "./cache.mjs";
import { command, npm } from "./command.mjs";
import { ensureServer } from "./install-server.mjs";
import { firstProgram, onPath } from "./programs.mjs";
import { step } from "./say.mjs";

// A Chromium in an npm tarball, for Linux on x64 without root.
const SPARTICUZ = "@sparticuz/chromium";
const SPARTICUZ_VERSION = "153.0.0";

const FIX =
  "Install Chromium, Chrome or Edge (Debian, Ubuntu: sudo apt-get install chromium), " +
  "or set CHROMIUM_PATH to the browser's program.";

/** Where browsers of Chromium's family are installed. */
function usualPlaces() {
  const { env, platform } = process;
  if (platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (platform === "win32")
    return [env["ProgramFiles"], env["ProgramFiles(x86)"], env["LOCALAPPDATA"]]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, "Google/Chrome/Application/chrome.exe"),
        join(folder, "Microsoft/Edge/Application/msedge.exe"),
      ]);
  return onPath(
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
  );
}

async function installFromDebian() {
  const aptGet = await firstProgram(["/usr/bin/apt-get"]);
  if (aptGet === null || process.getuid?.() !== 0) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await step("Installing Chromium (apt-get install chromium fonts-dejavu-core)", async () => {
    await command(aptGet, ["update"], { env });
    const packages = ["chromium", "fonts-dejavu-core"];
    await command(aptGet, ["install", "-y", "--no-install-recommends", ...packages], { env });
  });
  return firstProgram(onPath("chromium"));
}

async function installFromNpm() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const folder = await cached(`chromium-${SPARTICUZ_VERSION}`, (partial) =>
    step(`Installing Chromium from npm (${SPARTICUZ} ${SPARTICUZ_VERSION})`, async () => {
      await npm(["install", "--prefix", partial, `${SPARTICUZ}@${SPARTICUZ_VERSION}`], partial);
    }),
  );
  // It unpacks itself, and needs a newer Node than the project's oldest: the server host's.
  const { node } = await ensureServer();
  const script = `console.log(await (await import("${SPARTICUZ}")).default.executablePath())`;
  const args = ["--input-type=module", "--eval", script];
  return (await command(node, args, { cwd: folder })).trim();
}

/** The program of a browser of Chromium's family, or null when there is none yet. */
export async function findBrowser() {
  const chosen = process.env["CHROMIUM_PATH"];
  return chosen !== undefined && chosen !== "" ? chosen : firstProgram(usualPlaces());
}

/**
 * The same, installed when there is none and it can be had.
 *
 * @throws {Error} with the fix, when there is none
 */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found !== null) return found;
  const reasons = [];
  for (const install of [installFromDebian, installFromNpm])
    try {
      const program = await install();
      if (program !== null) return program;
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  throw new Error(["No browser to show VS Code in.", FIX, ...reasons].join("\n"));
}

import { spawn } from "node:child_process";
import { ROOT } from "./root.mjs";

/**
 * Run a program to its end with its output captured.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<string>} standard output
 * @throws {Error} when it cannot start or fails; the message ends with what it printed last
 */
export function command(file, args, { cwd = ROOT, env = process.env } = {}) {
  // On Windows npm and code are .cmd files, which only a shell can start.
  const shell = process.platform === "win32" && !file.endsWith(".exe");
  const child = spawn(shell ? `"${file}"` : file, args, {
    cwd,
    env,
    shell,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let all = "";
  child.stdout.on("data", (data) => ((output += data), (all += data)));
  child.stderr.on("data", (data) => (all += data));
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Error(`${file}: ${error.message}`)));
    child.on("close", (code) => {
      if (code === 0) return resolve(output);
      reject(
        new Error(`${file} ${args.join(" ")} ended with ${code}:\n${all.trim().slice(-20_000)}`),
      );
    });
  });
}

/** Run npm as a person would in `cwd`, free of what an outer `npm run` put into the environment. */
export function npm(/** @type {readonly string[]} */ args, /** @type {string} */ cwd) {
  const outer =
    /^(npm_(package|lifecycle)_.*|npm_config_(local_prefix|loglevel)|INIT_CWD|NODE_ENV)$/;
  const env = Object.entries(process.env).filter(([name]) => !outer.test(name));
  return command("npm", args, { cwd, env: Object.fromEntries(env) });
}

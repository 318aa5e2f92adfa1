/** Runs the mocha suite in the extension host and tells the test runner of each test. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { connect, type Connection } from "./connection.js";

const TEST_TIMEOUT_MS = 60_000;

/** In random order, so that no file leans on another. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** Those that NTKBOOK_VSCODE_FILES names, such as `cells,crash`; otherwise all. */
function testFiles(): string[] {
  const folder = join(__dirname, "../suite");
  const wanted = process.env["NTKBOOK_VSCODE_FILES"]?.split(",") ?? [];
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".test.cjs"))
    .filter((name) => wanted.length === 0 || wanted.includes(name.replace(".test.cjs", "")));
  return shuffled(names).map((name) => join(folder, name));
}

/** Pass on what happens to each test. */
function report(runner: Mocha.Runner, connection: Connection): void {
  const title = (test: Mocha.Test) => test.titlePath().join(" › ");
  runner.on("pass", (test) => {
    connection.send({ event: "pass", title: title(test), ms: test.duration ?? 0 });
  });
  runner.on("fail", (test, error: Error) => {
    connection.send({ event: "fail", title: title(test), stack: error.stack ?? error.message });
  });
  runner.on("pending", (test) => {
    connection.send({ event: "skip", title: title(test) });
  });
}

async function runMocha(connection: Connection): Promise<number> {
  const mocha = new Mocha({ timeout: TEST_TIMEOUT_MS, reporter: Mocha.reporters.Base });
  for (const file of testFiles()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return new Promise((resolve) => report(mocha.run(resolve), connection));
}

/** VS Code calls this in the extension host and closes the window when it settles. */
export async function run(): Promise<void> {
  const connection = await connect();
  try {
    const failures = await runMocha(connection);
    connection.send({ event: "end" });
    if (failures > 0) throw new Error(`${failures} tests failed`);
  } finally {
    await connection.close();
  }
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";

const script = fileURLToPath(new URL("run.mjs", import.meta.url));

interface Run {
  readonly exitCode: number | null;
  readonly lines: string[];
  readonly errors: string;
}

/** Runs the command on a fresh folder with these files, or on the project's own. */
function reference(files: Record<string, string> | null, ...options: string[]): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, ...(files === null ? [] : [folderWith(files)]), ...options],
    { encoding: "utf8" },
  );
  return { exitCode: status, lines: stdout.trimEnd().split("\n"), errors: stderr };
}

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "reference-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const dense = (width: number) => ["dense", width, { wStd: Math.SQRT2, bStd: null }];
const input = { shape: [2, 2], data: [1, 0, 0, 1] };

/** ReLU, one hidden layer, W = √2, orthogonal unit inputs: K = [[1, 1/π], …] and Θ = [[2, 1/π], …], over d. */
const shallow = {
  name: "orthogonal inputs",
  net: ["serial", dense(7), ["relu"], dense(3)],
  x1: input,
  x2: { shape: [1, 2], data: [2, 0] },
  nngp11: { shape: [2, 2], data: [1, 1 / Math.PI, 1 / Math.PI, 1] },
  ntk11: { shape: [2, 2], data: [2, 1 / Math.PI, 1 / Math.PI, 2] },
  nngp12: { shape: [2, 1], data: [2, 2 / Math.PI] },
  rtol: 1e-14,
  atol: 0,
};

const fileOf = (...cases: object[]): string => JSON.stringify({ about: "by hand", cases });

describe("npm run reference", () => {
  test("runs every file of the project, without a failure", () => {
    const { exitCode, lines } = reference(null);
    expect(lines.join("\n")).not.toMatch(/cannot be read|failed:/);
    expect(exitCode).toBe(0);
    expect(lines.find((line) => line.startsWith("digits.json"))).toContain("3 passed, 0 failed, 0");
    // All files in one process: seconds on a quiet machine, minutes on a loaded one.
  }, 180_000);

  test("runs networks it has never seen, built from their nested calls", () => {
    const nested = { ...shallow, net: ["serial", ["serial", dense(7), ["relu"]], dense(1)] };
    const { exitCode, lines } = reference({ "mine.json": fileOf(shallow, nested) });
    expect(lines).toEqual([
      expect.stringMatching(/^mine\.json: 2 passed, 0 failed, 0 unsupported/),
    ]);
    expect(exitCode).toBe(0);
  });

  test("names the failed cases, the worst first of all, and exits with 1", () => {
    const wrong = { ...shallow, name: "half", ntk11: { shape: [2, 2], data: [1, 1, 1, 1] } };
    const misshapen = { ...shallow, name: "flat", ntk11: { shape: [4], data: [2, 1, 1, 2] } };
    const { exitCode, lines } = reference({ "mine.json": fileOf(shallow, wrong, misshapen) });
    expect(lines[0]).toContain("1 passed, 2 failed");
    expect(lines[0]).toContain("worst error ∞ of its tolerance (flat: ntk11 (shape))");
    expect(lines[0]).toContain("failed: half; flat");
    expect(exitCode).toBe(1);
  });

  test("an error of the engine fails the case and says so", () => {
    const broken = { ...shallow, x2: { shape: [1, 3], data: [1, 2, 3] } };
    const { exitCode, lines } = reference({ "mine.json": fileOf(broken) });
    expect(lines[0]).toMatch(/0 passed, 1 failed.*ShapeError/);
    expect(exitCode).toBe(1);
  });

  test("lists what is not there yet as unsupported, which is no failure", () => {
    const unknown = { ...shallow, net: ["serial", ["quantumDense", 3], ["relu"]] };
    const inherited = { ...shallow, net: ["serial", ["constructor"], ["relu"]] };
    const otherKind = { name: "another", spectrum: [1, 2] };
    const { exitCode, lines } = reference({ "mine.json": fileOf(unknown, inherited, otherKind) });
    expect(lines[0]).toContain("0 passed, 0 failed, 3 unsupported");
    for (const reason of [
      "stax.quantumDense (1)",
      "stax.constructor (1)",
      "cases with name, spectrum (1)",
    ]) {
      expect(lines[0]).toContain(reason);
    }
    expect(exitCode).toBe(0);
  });

  test("recognises a case by its content, whatever its file is called", () => {
    const text = readFileSync(new URL("predict.json", import.meta.url), "utf8");
    const { lines } = reference({ "weather.json": text });
    expect(lines[0]).toMatch(/^weather\.json: 18 passed, 0 failed/);
  });

  test("goes on after a file that is malformed, and exits with 1", () => {
    const { exitCode, lines } = reference({
      "a-truncated.json": fileOf(shallow).slice(0, -20),
      "b-other.json": "[1, 2]",
      "c-empty.json": '{ "about": "nothing" }',
      "d-good.json": fileOf(shallow),
    });
    expect(lines[0]).toMatch(/^a-truncated\.json: cannot be read: .*JSON/);
    expect(lines[1]).toMatch(/^b-other\.json: cannot be read: not a reference file/);
    expect(lines[2]).toMatch(/^c-empty\.json: cannot be read: not a reference file/);
    expect(lines[3]).toMatch(/^d-good\.json: 1 passed/);
    expect(exitCode).toBe(1);
  });

  test("a case without its inputs fails alone", () => {
    const { x1, ...incomplete } = shallow;
    const halfway = { ...shallow, name: "halfway", x1: { shape: [2, 2], data: [1] } };
    const { lines } = reference({ "mine.json": fileOf(incomplete, halfway, shallow) });
    expect(x1).toBe(input);
    expect(lines[0]).toContain("1 passed, 1 failed, 1 unsupported");
  });

  test("--json gives the same as data", () => {
    const wrong = { ...shallow, name: "half", ntk11: { shape: [2, 2], data: [1, 1, 1, 1] } };
    const { exitCode, lines } = reference({ "mine.json": fileOf(shallow, wrong) }, "--json");
    const [report] = JSON.parse(lines.join("\n")) as unknown[];
    expect(report).toMatchObject({
      file: "mine.json",
      passed: 1,
      failed: 1,
      unsupported: 0,
      failures: [{ name: "half", where: "ntk11" }],
    });
    expect(exitCode).toBe(1);
  });

  test("a folder that is not there, or holds no references, is an error", () => {
    const empty = reference({});
    expect(empty.errors).toContain("holds no .json files");
    expect(empty.exitCode).toBe(2);
    const absent = spawnSync(process.execPath, [script, join(tmpdir(), "no-such-folder-here")], {
      encoding: "utf8",
    });
    expect(absent.stderr).toContain("no such file or directory");
    expect(absent.status).toBe(2);
  });
});

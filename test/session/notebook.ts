/** A session as tests talk to it: run a cell, look at what came out. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base } from "vitest";
import {
  type CellError,
  type RunResult,
  type Session,
  type SessionEvent,
  type SessionOptions,
  startSession,
} from "../../extension/session/index.js";

export const sessionHome = fileURLToPath(new URL("../../dist/session", import.meta.url));

/** What one cell has put out so far. */
export interface CellOutcome {
  readonly result: RunResult;
  /** The text of the cell's value (its last display); null when it showed none. */
  readonly value: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class TestNotebook {
  readonly session: Session;
  readonly events: SessionEvent[] = [];
  #cells = 0;

  constructor(
    readonly folder: string,
    options: Partial<SessionOptions> = {},
  ) {
    const onEvent = (event: SessionEvent) => void this.events.push(event);
    this.session = startSession({ home: sessionHome, folder, onEvent, ...options });
  }

  /** Runs a new cell at the end of the notebook; the first is `c1`. */
  async run(source: string): Promise<CellOutcome> {
    const number = ++this.#cells;
    const result = await this.session.run({ cell: `c${number}`, number, source });
    return this.outcome(`c${number}`, result);
  }

  /** The text of the value of a cell that must succeed. */
  async value(source: string): Promise<string | null> {
    const { result, value } = await this.run(source);
    if (!result.ok) throw new Error(`the cell failed: ${result.error.stack}`);
    return value;
  }

  /** The error of a cell that must fail. */
  async error(source: string): Promise<CellError> {
    const { result } = await this.run(source);
    if (result.ok) throw new Error(`the cell succeeded: ${source}`);
    return result.error;
  }

  /** The events of a cell, so far. */
  of(cell: string): SessionEvent[] {
    return this.events.filter((event) => "cell" in event && event.cell === cell);
  }

  async until(isThere: (event: SessionEvent) => boolean): Promise<void> {
    while (!this.events.some(isThere)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  outcome(cell: string, result: RunResult): CellOutcome {
    const events = this.of(cell);
    const texts = events.flatMap((event) => {
      const items = event.type === "display" ? event.output.items : [];
      const item = items.find(({ mime }) => mime === "text/plain") ?? items[0];
      return item !== undefined && "text" in item ? [item.text] : [];
    });
    const stream = (name: string) =>
      events.map((event) => (event.type === "stream" && event.name === name ? event.text : ""));
    const [stdout, stderr] = [stream("stdout").join(""), stream("stderr").join("")];
    return { result, value: texts.at(-1) ?? null, stdout, stderr };
  }
}

interface Fixtures {
  /** A temporary folder of the test's own. */
  folder: string;
  /** A session of the test's own, in that folder. */
  notebook: TestNotebook;
  /** One session for the whole file: for tests to which it does not matter what ran before. */
  shared: TestNotebook;
}

const newFolder = async () => realpath(await mkdtemp(join(tmpdir(), "ntkbook-session-")));
const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true });

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await newFolder();
    await use(folder);
    await removeFolder(folder);
  },
  shared: [
    async ({}, use) => {
      const folder = await newFolder();
      const notebook = new TestNotebook(folder);
      await use(notebook);
      notebook.session.dispose();
      await removeFolder(folder);
    },
    { scope: "file" },
  ],
  notebook: async ({ folder }, use) => {
    const notebook = new TestNotebook(folder);
    await use(notebook);
    notebook.session.dispose();
  },
});

/** Of the last matrix that a cell showed. */
export function keyIn(notebook: TestNotebook, cell: string): string {
  const payloads = notebook.of(cell).flatMap((event) => {
    const items = event.type === "display" ? event.output.items : [];
    return items.flatMap((item) =>
      "text" in item && item.mime.includes("matrix") ? [item.text] : [],
    );
  });
  const { layers } = JSON.parse(payloads.at(-1) ?? "{}") as { layers: { key: string }[] };
  return layers[0]?.key ?? "";
}

/** One notebook's cells, run one after the other. */
import type * as EngineHost from "../../../engine/host.js";
import type { Run } from "../messages.js";
import type { CellError, RunResult } from "../protocol.js";
import { Scope } from "../scope.js";
import type { CellRuntime } from "../transform/runtime.js";
import { transformCell } from "../transform/cell.js";
import { bundleOutput, valueBundle, type ValueHost } from "./bundle.js";
import { cellError, type ErrorSetting } from "./cell-error.js";
import { CellRun, currentRun, within } from "./cell-run.js";
import { compileCell } from "./cell-script.js";
import { cellUrl, rememberCell } from "./cells.js";
import { flushText, send } from "./emit.js";
import { Importer } from "./importer.js";
import { keep } from "./kept.js";
import { printErrorsPlainly } from "./plain-errors.js";
import { cellRuntime } from "./runtime.js";
import { Staleness, type Reading } from "./staleness.js";
import { variablesOf } from "./variables.js";

export interface NotebookSettings {
  readonly folder: string;
  /** One shared word: 1 = stop. */
  readonly flag: Int32Array;
  /** How values show themselves. */
  readonly host: ValueHost & Pick<typeof EngineHost, "settleDisplays" | "valuesBehind">;
}

export class Notebook {
  readonly #settings: NotebookSettings;
  readonly #scope = new Scope(globalThis);
  readonly #importer: Importer;
  readonly #runtime: CellRuntime;
  readonly #errors: ErrorSetting;
  readonly #staleness = new Staleness();
  /** Of the last run; null when its text was no program. */
  #reading: Reading | null = null;
  #active: CellRun | null = null;

  constructor(settings: NotebookSettings) {
    this.#settings = settings;
    this.#importer = new Importer(settings.folder, this.#scope);
    this.#runtime = cellRuntime(this.#scope, this.#importer);
    this.#errors = { folder: settings.folder, isConstant: (name) => this.#scope.isConstant(name) };
    printErrorsPlainly(this.#errors);
  }

  async run(request: Run): Promise<RunResult> {
    const run = new CellRun(request);
    this.#active = run;
    const result = await within(run, () => this.#result(run));
    this.#settle(run);
    this.#active = null;
    flushText(run);
    const values = this.#scope.values();
    this.#staleness.ran(this.#reading, values);
    const { functions } = this.#importer;
    const variables = variablesOf(values.filter(([, value]) => !functions.has(value)));
    send({ type: "variables", variables, stale: this.#staleness.stale() });
    return result;
  }

  /** The control thread has raised the flag; this ends what waits. */
  interrupt(run: number): void {
    if (this.#active?.request.run === run) this.#active.interrupt();
  }

  /** An error that nobody caught, of whatever a cell left running. */
  reportBackground(thrown: unknown): void {
    const run = currentRun();
    if (run === null) return;
    const error = cellError(thrown, this.#errors);
    if (run.interrupted && isInterrupt(error)) return;
    send({ type: "error", cell: error.location?.cell ?? run.request.cell, error });
  }

  async #result(run: CellRun): Promise<RunResult> {
    try {
      const value = await run.outcome(this.#evaluate(run.request));
      flushText(run);
      await run.outcome(this.#show(run, value?.[0]));
      return { ok: true };
    } catch (thrown) {
      const error = cellError(thrown, this.#errors, run.request);
      return { ok: false, error, interrupted: isInterrupt(error) && this.#wasStopped(run) };
    }
  }

  /** The value comes in an array: a promise as the cell's value is shown, not awaited. */
  async #evaluate(request: Run): Promise<[unknown] | undefined> {
    this.#reading = null;
    const transformed = transformCell(request.source);
    const { declarations, mentions } = transformed;
    this.#reading = {
      cell: request.cell,
      mentions,
      declares: new Set(declarations.map(({ name }) => name)),
    };
    rememberCell({ request, locate: transformed.locate });
    const shadowed = this.#scope.isShadowed(transformed);
    const evaluate = compileCell(transformed.code, { url: cellUrl(request), shadowed });
    return evaluate(this.#runtime, this.#settings.flag);
  }

  /** What was left out of live displays is shown before the run ends. */
  #settle(run: CellRun): void {
    try {
      within(run, this.#settings.host.settleDisplays);
    } catch (thrown) {
      this.reportBackground(thrown);
    }
  }

  async #show({ request }: CellRun, value: unknown): Promise<void> {
    const { cell } = request;
    const { host } = this.#settings;
    const bundle = await valueBundle(value, host);
    // An empty bundle is of something that has been shown already.
    if (bundle === null || Object.keys(bundle).length === 0) return;
    const output = bundleOutput(bundle);
    for (const shown of host.valuesBehind(bundle)) keep(shown, { cell, handle: null });
    send({ type: "display", cell, handle: null, output });
  }

  #wasStopped(run: CellRun): boolean {
    return run.interrupted || Atomics.load(this.#settings.flag, 0) !== 0;
  }
}

/** The engine has a class of its own for this: told by name. */
const isInterrupt = ({ name }: CellError): boolean => name === "InterruptError";

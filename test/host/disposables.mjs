const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * What must be undone, last first: at the end of the work, or when the person stops the program.
 *
 * @typedef {{ add: (undo: () => unknown) => void, dispose: () => Promise<void> }} Disposables
 * @returns {Disposables}
 */
export function createDisposables() {
  /** @type {(() => unknown)[]} */
  const undos = [];
  const undoAll = async () => {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await undo();
    for (const signal of SIGNALS) process.off(signal, stopped);
  };
  /** @type {Promise<void> | undefined} */
  let disposed;
  // Once: what a signal began, the end of the work waits for.
  const dispose = () => (disposed ??= undoAll());

  const stopped = async (/** @type {NodeJS.Signals} */ signal) => {
    await dispose();
    process.exit(signal === "SIGINT" ? 130 : 143);
  };
  for (const signal of SIGNALS) process.on(signal, stopped);
  return { add: (undo) => void undos.push(undo), dispose };
}

import { syncBuiltinESMExports } from "node:module";

/** A cell that calls `process.exit()` (or a library it runs) gets an error instead of a dead notebook. */
export function refuseExit(): void {
  process.exit = () => {
    throw new Error(
      "process.exit() would end the notebook's kernel and lose every variable; it was refused. " +
        "To stop a cell throw an error; to start afresh use Restart.",
    );
  };
  syncBuiltinESMExports();
}

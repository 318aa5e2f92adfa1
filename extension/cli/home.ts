import { fileURLToPath } from "node:url";

/** The session's programs, beside the command line's own in the package. */
export const sessionHome = fileURLToPath(new URL("../session", import.meta.url));

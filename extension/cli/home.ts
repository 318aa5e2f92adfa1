import { fileURLToPath } from "node:url";

/** What lies beside the command line's own program in the package. */
const packaged = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The session's programs. */
export const sessionHome = packaged("dist/session");

/** The script of exported pages. */
export const pageScript = packaged("dist/renderer/page.js");

/** Notebooks to begin from. */
export const templatesFolder = packaged("examples/templates");

/** Packages the extension and builds its driver once, before files that are tested side by side need them. */
import type { TestProject } from "vitest/node";
import { ensurePackage } from "../../host/build.mjs";
import type { Driver } from "../../host/vscode.mjs";
import { buildDriver } from "../build.mjs";

declare module "vitest" {
  interface ProvidedContext {
    readonly vsix: string;
    readonly driver: Driver;
  }
}

export default async function setup({ provide }: TestProject): Promise<void> {
  // Packaging empties dist/, where the driver is built.
  provide("vsix", await ensurePackage());
  provide("driver", (await buildDriver()).remote);
}

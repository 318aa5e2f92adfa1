/** A notebook open in VS Code's server host, as its browser shows it. */
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { inject } from "vitest";
import { openRemote, type RemoteVscode } from "../../host/remote.mjs";
import { serverHost } from "../../host/vscode.mjs";

export interface Opened {
  readonly vscode: RemoteVscode;
  readonly page: Page;
  /** The folder that is open. */
  readonly workspace: string;
  /** Copy a notebook into the workspace under its own name, or write one, and open it. */
  open(name: string, from: { readonly file: string } | { readonly text: string }): Promise<void>;
  close(): Promise<void>;
}

/** VS Code with the packaged extension, on an empty folder of its own. */
export async function openVscode({ guarded = false } = {}): Promise<Opened> {
  const [vsix, driver, host] = [inject("vsix"), inject("driver"), await serverHost()];
  const workspace = await mkdtemp(join(tmpdir(), "ntkbook-workspace-"));
  const vscode = await openRemote(host, { vsix, workspace, driver, guarded });
  if (vscode.page === null) throw new Error("the server host has a page");
  return {
    vscode,
    page: vscode.page,
    workspace,
    open: async (name, from) => {
      const path = join(workspace, name);
      await ("file" in from ? copyFile(from.file, path) : writeFile(path, from.text));
      await vscode.openNotebook(path);
    },
    close: async () => {
      await vscode.close();
      await rm(workspace, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

import { arch, cpus, platform, release } from "node:os";
import { version as vscodeVersion, window, workspace } from "vscode";
import type { SessionInfo } from "../session/protocol.js";
import type { Installation } from "./installation.js";
import { nodePath, probeSession } from "./notebook-session.js";

/** What a person pastes into a bug report. */
export interface Environment extends Partial<Omit<SessionInfo, "version">> {
  /** Version of the extension and its engine. */
  readonly ntkbook: string;
  readonly vscode: string;
  readonly system: string;
  readonly processors: number;
  readonly nodePath: string;
  readonly trusted: boolean;
}

/**
 * @param running - the session of the active notebook; without one, one is started for the answer.
 * In an untrusted workspace nothing is started, and the engine's part is missing.
 */
export async function environment(
  { version, sessionHome }: Installation,
  running: SessionInfo | null,
): Promise<Environment> {
  const info = running ?? (workspace.isTrusted ? await probeSession(sessionHome) : null);
  return {
    ntkbook: version,
    ...(info && { simd: info.simd, threads: info.threads, node: info.node }),
    nodePath: nodePath(),
    vscode: vscodeVersion,
    system: `${platform()} ${release()} ${arch()}`,
    processors: cpus().length,
    trusted: workspace.isTrusted,
  };
}

/** Opens the report as a text that can be copied. */
export async function showEnvironment(report: Environment): Promise<void> {
  const document = await workspace.openTextDocument({ content: text(report) });
  await window.showTextDocument(document, { preview: true });
}

const RESTRICTED = "In Restricted Mode no kernel is started to tell what it would run on.\n";

function text(report: Environment): string {
  const rows = Object.entries(report).map(([name, value]) => `${name}: ${String(value)}\n`);
  const missing = report.trusted ? "" : RESTRICTED;
  return `NTKbook environment\n${rows.join("")}${missing}`;
}

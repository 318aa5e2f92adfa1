import type * as Engine from "../../../engine/index.js";
import type { SessionInfo } from "../protocol.js";

/** The engine beside the session: the one place that says where it is. */
export const engineUrl = (file: string): string =>
  new URL(`../engine/${file}`, import.meta.url).href;

export async function engineInfo(): Promise<SessionInfo> {
  const engine = (await import(engineUrl("index.js"))) as typeof Engine;
  const { version, simd, threads } = engine.info();
  return { version, simd, threads, node: process.version };
}

// `npm run check`: what can be said about the code without running it.
import { runChecks } from "./checks.mjs";
import { ensureDependencies } from "./host/install-dependencies.mjs";
import { say } from "./host/say.mjs";

try {
  await ensureDependencies();
  const { failed } = await runChecks();
  process.exitCode = failed > 0 ? 1 : 0;
} catch (error) {
  say(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

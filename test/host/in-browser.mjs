import { launchBrowser } from "./browser.mjs";
import { createDisposables } from "./disposables.mjs";
import { createProfile } from "./profile.mjs";
import { GUARDED_SETTINGS, SETTINGS } from "./settings.mjs";
import { installInServer, startServer } from "./server.mjs";

/** @import { Vscode, VscodeOptions } from "./vscode.mjs" */
/** @import { ServerProgram } from "./install-server.mjs" */

/** Generous: the machine may be busy with other things. */
const LOAD_MS = 180_000;
const VIEWPORT = { width: 1280, height: 1200 };

/** The workbench's address; `payload` is how VS Code's web workbench takes its arguments. */
export function workbenchUrl(
  /** @type {string} */ address,
  /** @type {string} */ folder,
  /** @type {readonly (readonly [string, string])[]} */ payload = [],
) {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `${address}/?${query}`;
}

/**
 * Open VS Code's server host in a headless browser, with the extension under test installed in a
 * temporary profile, and start the driver in its extension host.
 *
 * @param {{ server: ServerProgram, browser: string }} programs
 * @param {VscodeOptions} options
 * @returns {Promise<Vscode>}
 */
export async function openInBrowser(programs, options) {
  const { vsix, workspace, driver, environment, guarded = false } = options;
  const disposables = createDisposables();
  try {
    const profile = await createProfile(guarded ? GUARDED_SETTINGS : SETTINGS);
    disposables.add(profile.remove);
    await installInServer(programs.server, profile, vsix);
    // Without this option the three extension* entries of the payload are silently ignored.
    const server = await startServer(programs.server, profile, {
      options: ["enable-smoke-test-driver"],
      guarded,
    });
    disposables.add(server.stop);
    const browser = await launchBrowser(programs.browser);
    disposables.add(() => browser.close());

    const page = await browser.newPage({ viewport: VIEWPORT });
    /** @type {string[]} */
    const lines = [];
    page.on("console", (message) => lines.push(message.text()));
    await page.exposeFunction(
      "codeAutomationLog",
      (/** @type {string} */ type, /** @type {unknown[]} */ args) =>
        lines.push(`${type}: ${args.join(" ")}`),
    );
    const exited = new Promise((resolve) => {
      void page.exposeFunction("codeAutomationExit", (/** @type {number} */ code) => resolve(code));
      page.on("crash", () => resolve(1));
    });

    const remote = (/** @type {string} */ path) => `vscode-remote://${server.authority}${path}`;
    await page.goto(
      workbenchUrl(server.address, workspace, [
        ["extensionDevelopmentPath", remote(driver.extension)],
        ["extensionTestsPath", remote(driver.main)],
        ["extensionEnvironment", JSON.stringify(environment)],
      ]),
      { timeout: LOAD_MS },
    );
    const log = () => [server.log(), ...lines].join("\n");
    return { page, exited, log, close: disposables.dispose };
  } catch (error) {
    await disposables.dispose();
    throw error;
  }
}

import { chromium } from "playwright-core";

const FLAGS = [
  // Only VS Code from this machine is ever opened; as root Chromium's sandbox cannot start.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Start a headless browser with a fresh profile of its own. */
export async function launchBrowser(/** @type {string} */ executablePath) {
  return chromium.launch({ executablePath, args: FLAGS, headless: true });
}

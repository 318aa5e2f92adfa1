import { defineConfig } from "vitest/config";

/** One project a room, so that `npm test -- engine` runs one of them. */
const rooms = ["engine", "session", "language", "format", "renderer", "reference", "examples"];

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    sequence: { shuffle: true },
    testTimeout: 30_000,
    projects: [
      ...rooms.map((room) => ({
        extends: /** @type {const} */ (true),
        test: { name: room, include: [`test/${room}/**/*.test.ts`] },
      })),
      {
        extends: true,
        test: {
          // VS Code's server host, seen from its browser.
          name: "browser",
          include: ["test/vscode/browser/**/*.test.ts"],
          globalSetup: "test/vscode/browser/package.ts",
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});

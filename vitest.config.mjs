import { defineConfig } from "vitest/config";

/** One project a room, so that `npm test -- engine` runs one of them. */
const rooms = ["engine", "session", "format", "renderer", "reference"];

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    sequence: { shuffle: true },
    testTimeout: 30_000,
    projects: rooms.map((room) => ({
      extends: true,
      test: { name: room, include: [`test/${room}/**/*.test.ts`] },
    })),
  },
});

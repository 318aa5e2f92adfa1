import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

/**
 * What the driver in the extension host says unasked, e.g. that a test passed.
 *
 * @typedef {{ event: string } & Record<string, unknown>} DriverEvent
 */

/**
 * This side of the line to the driver in VS Code's extension host (test/vscode/driver/connection.ts):
 * JSON a line over a socket of this machine. The driver finds the port in NTKBOOK_DRIVER_PORT.
 *
 * @param {{ onEvent?: (event: DriverEvent) => void }} [listeners]
 */
export async function listenForDriver({ onEvent = () => {} } = {}) {
  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const calls = new Map();
  let nextCall = 1;

  const receive = (/** @type {string} */ line) => {
    const message = JSON.parse(line);
    if ("event" in message) return onEvent(message);
    const call = calls.get(message.id);
    calls.delete(message.id);
    if ("error" in message) call?.reject(new Error(message.error));
    else call?.resolve(message.result);
  };
  const lost = () => {
    for (const { reject } of calls.values()) reject(new Error("the extension host has gone"));
    calls.clear();
  };

  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  const connected = once(server, "connection").then(([socket]) => {
    createInterface({ input: socket }).on("line", receive).on("error", lost);
    socket.on("error", lost).on("close", lost);
    return /** @type {import("node:net").Socket} */ (socket);
  });

  return {
    /** Resolves when the driver has called. */
    connected,
    environment: { NTKBOOK_DRIVER_PORT: String(address.port) },
    /**
     * Ask the driver for something.
     *
     * @param {string} method
     * @param {Record<string, unknown>} [params]
     * @returns {Promise<unknown>}
     */
    async call(method, params = {}) {
      const socket = await connected;
      const id = nextCall++;
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve, reject });
        socket.write(`${JSON.stringify({ id, method, params })}\n`);
      });
    },
    /** Hang up; the driver then ends, and with it the extension host. */
    close() {
      void connected.then((socket) => socket.destroy());
      server.close();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof listenForDriver>>} DriverChannel */

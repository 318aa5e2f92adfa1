import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import { createInterface } from "node:readline";

/** The driver's end of the line to the test runner: JSON a line over a local socket. */
export interface Connection {
  send(message: object): void;
  /** Hear every message; resolves when the runner hangs up. */
  receive(listener: (message: Request) => void): Promise<void>;
  close(): Promise<void>;
}

export interface Request {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Call the test runner, which says in NTKBOOK_DRIVER_PORT where it listens. */
export async function connect(): Promise<Connection> {
  const socket = connectSocket(Number(process.env["NTKBOOK_DRIVER_PORT"]), "127.0.0.1");
  await once(socket, "connect");
  return {
    send: (message) => socket.write(`${JSON.stringify(message)}\n`),
    receive: async (listener) => {
      const lines = createInterface({ input: socket });
      lines.on("line", (line) => listener(JSON.parse(line) as Request));
      await once(lines, "close");
    },
    close: async () => {
      socket.end();
      await once(socket, "close");
    },
  };
}

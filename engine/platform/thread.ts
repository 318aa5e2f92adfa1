// Threads that are driven without an event loop: both sides may be blocked in Atomics.wait and still
// post and receive. Node hands a message to the receiving port's queue at once.
import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  workerData,
  type MessagePort,
} from "node:worker_threads";
import { fileURLToPath } from "node:url";

/** One end of the line between a thread and its owner. */
export interface Line {
  readonly post: (message: unknown) => void;
  /** The oldest message not yet taken, or undefined; never waits. */
  readonly take: () => unknown;
}

/** A running thread, seen by its owner. */
export interface Thread extends Line {
  /** Whether it has neither failed nor ended, as far as the owner's event loop has heard. */
  readonly runs: () => boolean;
}

interface ThreadData {
  readonly port: MessagePort;
  readonly data: unknown;
}

function line(port: MessagePort): Line {
  return {
    post: (message) => port.postMessage(message),
    take: () => (receiveMessageOnPort(port) as { message: unknown } | undefined)?.message,
  };
}

/** Starts a CommonJS file on its own thread; it does not keep the process alive. */
export function startThread(file: URL, data: unknown): Thread {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(fileURLToPath(file), {
    workerData: { port: port2, data } satisfies ThreadData,
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  let running = true;
  const ended = () => (running = false);
  // Without a listener the failure of a thread (no memory for one more, say) would end the process.
  worker.once("error", ended).once("exit", ended);
  return { ...line(port1), runs: () => running };
}

/** Inside a thread: the line to its owner and what it was started with. */
export function ownThread(): Line & { readonly data: unknown } {
  const { port, data } = workerData as ThreadData;
  return { ...line(port), data };
}

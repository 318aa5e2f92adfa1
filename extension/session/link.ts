import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { type ProcessSettings, startProcess } from "./child-process.js";
import type { ControlMessage, ControlRequest } from "./messages.js";
import type { StreamName } from "./protocol.js";

export interface LinkEvents {
  message(message: ControlMessage): void;
  /** What reached the process's own streams: child processes of a cell, native code. */
  text(name: StreamName, text: string): void;
  /** The process is no more, by itself; `close()` is not reported. */
  ended(reason: string): void;
}

/** A session process and the channel to it. */
export interface Link {
  send(request: ControlRequest): void;
  close(): void;
}

export function openLink(settings: ProcessSettings, events: LinkEvents): Link {
  let open = true;
  const end = (reason: string) => {
    if (!open) return;
    open = false;
    events.ended(reason);
  };
  const cannotRun = (error: Error) => end(whyNotRun(settings, error));
  const process = startOrNull(settings, cannotRun);
  if (process === null) return { send: () => undefined, close: () => void (open = false) };
  const lastWords = forwardText(process, (name, text) => open && events.text(name, text));
  process.on("message", (messages) => {
    hearAll(messages as readonly ControlMessage[], (message) => open && events.message(message));
  });
  process.on("error", cannotRun);
  process.on("exit", (code, signal) => end(reasonOf(signal ?? `exit code ${code}`, lastWords())));
  return {
    send: (request) => void process.send(request, () => undefined),
    close: () => {
      open = false;
      process.kill("SIGKILL");
    },
  };
}

/**
 * All of them, in order: an error of whoever hears one must not keep the next from being heard, which may
 * be what somebody waits for.
 *
 * @throws the first such error, at the end
 */
export function hearAll<T>(messages: readonly T[], hear: (message: T) => unknown): void {
  const errors: unknown[] = [];
  for (const message of messages) {
    try {
      hear(message);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** Most failures to start are events of the process; some, such as a path through a file, are thrown. */
function startOrNull(settings: ProcessSettings, failed: (error: Error) => void) {
  try {
    return startProcess(settings);
  } catch (error) {
    // Later, as an event would come: the owner does not hold the link yet.
    setImmediate(failed, error as Error);
    return null;
  }
}

/** The system blames the executable for a folder that is not there. */
const whyNotRun = ({ folder }: ProcessSettings, { message }: Error) =>
  existsSync(folder)
    ? `The kernel's process cannot be run: ${message}.`
    : `The kernel cannot run: the notebook's folder ${folder} does not exist.`;

const LAST_WORDS = 4000;

/** V8's own account of its end: nothing for the person in the notebook, who gets the reason. */
const DUMP = /<--- Last few GCs --->|^FATAL ERROR: /m;

/** Returns the end of what was written to stderr: where V8 says why it gave up. */
function forwardText(process: ChildProcess, text: LinkEvents["text"]): () => string {
  let last = "";
  process.stdout?.setEncoding("utf8").on("data", (chunk: string) => text("stdout", chunk));
  process.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    last = (last + chunk).slice(-LAST_WORDS);
    if (!DUMP.test(last)) text("stderr", chunk);
  });
  return () => last;
}

function reasonOf(ending: string, lastWords: string): string {
  if (/heap out of memory|Allocation failed/.test(lastWords))
    return `The kernel's process ran out of memory (${ending}).`;
  if (ending === "SIGKILL") return `${ENDED} (${ending}); the system may have been out of memory.`;
  const last = lastWords.trim().split("\n").at(-1) ?? "";
  return `${ENDED} (${ending})${last === "" ? "." : `: ${last}`}`;
}

const ENDED = "The kernel's process ended unexpectedly";

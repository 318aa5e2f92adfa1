import { LONGEST } from "../../engine/display/drawing/shortened.js";
import { PAYLOAD_VERSION, type ProgressPayload } from "../../engine/display/payload.js";
import { fields, knownVersion, number, PayloadError, string, words } from "./check.js";

const STATES = ["running", "done", "stopped"] as const;

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseProgress(json: unknown): ProgressPayload {
  const { version, title, text, state, done, total, seconds } = fields(json, "the payload");
  const known = STATES.find((one) => one === state);
  const base = {
    version: knownVersion(version, PAYLOAD_VERSION),
    title: words(title, "title", LONGEST.title),
    text: string(text, "text"),
    done: notNegative(done, "done"),
    total: total === null ? null : notNegative(total, "total"),
  };
  if (known === undefined) throw new PayloadError(`state is none of ${STATES.join(", ")}`);
  if (seconds === undefined) return { ...base, state: known };
  return { ...base, state: known, seconds: notNegative(seconds, "seconds") };
}

function notNegative(value: unknown, where: string): number {
  const found = number(value, where);
  if (found < 0) throw new PayloadError(`${where} is ${found}, less than 0`);
  return found;
}

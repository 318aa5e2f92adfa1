/** Handing bytes and texts over: through the editor, or where there is none as a download. */
import { encodeBase64 } from "../../engine/display/drawing/encoding.js";
import { html } from "../dom.js";
import type { Messaging } from "../messaging.js";

export interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @returns whether a file was written; the person may change their mind. */
export async function saveFile(
  { name, bytes }: File,
  messaging: Messaging | null,
): Promise<boolean> {
  const base64 = encodeBase64(bytes);
  if (messaging !== null) return messaging.ask<"save">({ type: "save", name, base64 });
  const href = `data:application/octet-stream;base64,${base64}`;
  html("a", { href, download: name }).click();
  return true;
}

export async function copyText(text: string, messaging: Messaging | null): Promise<void> {
  if (messaging !== null) await messaging.ask<"copy">({ type: "copy", text });
  else await navigator.clipboard.writeText(text);
}

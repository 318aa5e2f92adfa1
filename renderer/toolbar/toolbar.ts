/**
 * What every figure offers: its data, its picture, a tab of its own. One stop of the Tab key; the arrow
 * keys go along it (the toolbar pattern of ARIA's authoring practices).
 */
import { chordOf } from "../chord.js";
import { html } from "../dom.js";
import type { Exports } from "../export/exports.js";
import { npyOf } from "../export/npy.js";
import { pngOf } from "../export/picture.js";
import { copyText, saveFile } from "../export/save.js";
import { jsonOf, separated, type Table } from "../export/table.js";
import type { Host } from "../mount.js";
import { actionMenu, popup, type Menu } from "./menu.js";
import { pictureForm, type PictureChoice } from "./picture-form.js";

export function toolbar(exports: Exports, host: Host): HTMLElement {
  const status = html("span", { className: "status", role: "status" });
  const act = (what: () => Promise<string>) => {
    what().then(
      (said) => (status.textContent = said),
      (error: unknown) => (status.textContent = `That failed: ${(error as Error).message}`),
    );
  };
  const menus = [...dataMenu(exports, host, act), ...pictureMenu(exports, host, act)];
  const buttons = [...menus.map(({ button }) => button), ...openButton(exports, host, act)];
  const bar = html("div", { className: "toolbar", role: "toolbar" }, ...buttons);
  bar.setAttribute("aria-label", "Figure");
  oneTabStop(bar, buttons);
  const panels = menus.map(({ panel }) => panel);
  return html("div", { className: "tools" }, bar, ...panels, status);
}

type Act = (what: () => Promise<string>) => void;

function dataMenu({ name, table }: Exports, { messaging }: Host, act: Act): Menu[] {
  if (table === null) return [];
  const copy = (kind: string, text: (table: Table) => string) => () =>
    act(async () => {
      const values = await table();
      await copyText(text(values), messaging);
      return withNote(`Copied as ${kind}.`, values);
    });
  const npy = () =>
    act(async () => {
      const values = await table();
      const file = { name: `${name}.npy`, bytes: npyOf(values) };
      return withNote(saved(await saveFile(file, messaging), file.name), values);
    });
  return [
    actionMenu("Data", [
      ["Copy as CSV", copy("CSV", (t) => separated(t, ","))],
      ["Copy as TSV", copy("TSV", (t) => separated(t, "\t"))],
      ["Copy as JSON", copy("JSON", jsonOf)],
      ["Save as .npy", npy],
    ]),
  ];
}

const withNote = (said: string, { note }: Table) => (note === undefined ? said : `${said} ${note}`);

function pictureMenu({ name, picture }: Exports, { messaging }: Host, act: Act): Menu[] {
  if (picture === null) return [];
  const save = ({ format, width, scale }: PictureChoice) =>
    act(async () => {
      const svg = picture(width);
      const bytes = format === "svg" ? new TextEncoder().encode(svg) : await pngOf(svg, scale);
      const file = `${name}.${format}`;
      return saved(await saveFile({ name: file, bytes }, messaging), file);
    });
  return [popup("Picture", pictureForm(save), "dialog")];
}

const saved = (written: boolean, file: string) => (written ? `Saved ${file}.` : "Not saved.");

function openButton({ name }: Exports, host: Host, act: Act): HTMLButtonElement[] {
  const { messaging, inTab } = host;
  if (messaging === null || inTab) return [];
  const button = html("button", { className: "tool", type: "button" }, "Open in tab");
  button.addEventListener("click", () =>
    act(async () => {
      // As it is now: a live output changes.
      const { item } = host;
      const { mime } = item;
      await messaging.ask<"open">({ type: "open", title: name, mime, payload: item.text() });
      return "Opened in a tab.";
    }),
  );
  return [button];
}

function oneTabStop(bar: HTMLElement, buttons: readonly HTMLButtonElement[]): void {
  buttons.forEach((button, index) => (button.tabIndex = index === 0 ? 0 : -1));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[chordOf(event)];
    const button = next === undefined ? undefined : buttons.at(next % buttons.length);
    if (at < 0 || button === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons.forEach((each) => (each.tabIndex = each === button ? 0 : -1));
    button.focus();
  });
}

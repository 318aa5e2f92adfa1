/** A button with a panel that lies above everything, closes by Escape or a click elsewhere, and is placed by hand. */
import { chordOf } from "../chord.js";
import { html } from "../dom.js";

const GAP = 2;
let opened = 0;

export interface Menu {
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
}

/** A list of actions behind a button (the menu-button pattern of ARIA's authoring practices). */
export function actionMenu(
  label: string,
  actions: readonly (readonly [string, () => void])[],
): Menu {
  const items = actions.map(([text, act]) => {
    const item = html("button", { type: "button", role: "menuitem", tabIndex: -1 }, text);
    item.addEventListener("click", () => {
      menu.panel.hidePopover();
      act();
    });
    return item;
  });
  const panel = html("div", { className: "menu", role: "menu", ariaLabel: label }, ...items);
  const menu = popup(label, panel, "menu");
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "open") items[0]?.focus();
  });
  panel.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[chordOf(event)];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = items.findIndex((item) => item === document.activeElement);
    items[(at + step + items.length) % items.length]?.focus();
  });
  return menu;
}

/** @param kind - what the button opens, for assistive technology */
export function popup(label: string, panel: HTMLElement, kind: "menu" | "dialog"): Menu {
  panel.popover = "auto";
  panel.id = `ntkbook-popup-${++opened}`;
  const button = html("button", { className: "tool", type: "button", ariaHasPopup: kind }, label);
  button.popoverTargetElement = panel;
  button.ariaExpanded = "false";
  panel.addEventListener("beforetoggle", (event) => {
    button.ariaExpanded = String(event.newState === "open");
  });
  panel.addEventListener("toggle", (event) => {
    if (event.newState === "open") place(panel, button);
    else if (panel.contains(document.activeElement)) button.focus();
  });
  return { button, panel };
}

/** Below the button, or above it where there is more room; inside the page on every side. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = anchor.bottom + GAP;
  const top = below + height <= innerHeight ? below : Math.max(0, anchor.top - GAP - height);
  const left = Math.max(0, Math.min(anchor.left, innerWidth - width));
  Object.assign(panel.style, { top: `${top}px`, left: `${left}px` });
}

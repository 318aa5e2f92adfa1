/** The choice of format and size before a picture is saved. */
import { html } from "../dom.js";

export interface PictureChoice {
  readonly format: "png" | "svg";
  /** Of the picture, in CSS pixels. */
  readonly width: number;
  /** Pixels of a PNG for one of them. */
  readonly scale: number;
}

const SMALLEST = 200;
const LARGEST = 4000;

export function pictureForm(choose: (choice: PictureChoice) => void): HTMLFormElement {
  const format = html("select", {}, option("png", "PNG"), option("svg", "SVG"));
  const width = html("input", { type: "number", value: "800" });
  Object.assign(width, { min: String(SMALLEST), max: String(LARGEST), step: "1", required: true });
  const scale = html("select", {}, ...["1", "2", "3", "4"].map((n) => option(n, `${n}×`)));
  scale.value = "2";
  const form = html(
    "form",
    { className: "menu form", ariaLabel: "Save picture" },
    html("label", {}, "format", format),
    html("label", {}, "width in pixels", width),
    html("label", {}, "density", scale),
    html("button", { className: "primary" }, "Save picture"),
  );
  format.addEventListener("change", () => (scale.disabled = format.value === "svg"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.hidePopover();
    const chosen = format.value === "svg" ? "svg" : "png";
    choose({ format: chosen, width: width.valueAsNumber, scale: Number(scale.value) });
  });
  return form;
}

const option = (value: string, text: string) => html("option", { value }, text);

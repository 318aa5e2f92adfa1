/** A Jacobian: the whole, its blocks, one block in the shape of its weight, singular values. */
import { html } from "../dom.js";
import type { Entry } from "../linked.js";
import { matrixView, MatrixView, type Listener } from "../matrix/view.js";
import type { Dispose, Host } from "../mount.js";
import type { ReadJacobian } from "../payload/jacobian.js";
import type { ReadMatrix } from "../payload/matrix.js";
import { blockPicture, type BlockPlace } from "./block.js";
import { parameterTable } from "./parameters.js";
import { singularValuesPlot } from "./values-plot.js";

const HINT = "Choose a parameter, or pin a cell above, to see its derivatives in its own shape.";

export function jacobianView(jacobian: ReadJacobian, root: HTMLElement, host: Host): Dispose {
  const { matrix, norms, parameters, singularValues } = jacobian;
  const [rows, cols] = matrix.payload.shape;
  if (rows === 0 || cols === 0) return matrixView(matrix, root, host);
  const disposals: Dispose[] = [];
  const part = (): HTMLElement => {
    const section = html("section", { className: "part" });
    root.append(section);
    return section;
  };
  const shown = (read: ReadMatrix, place: HTMLElement, listener: Listener) => {
    const view = new MatrixView(read, place, host, listener);
    disposals.push(() => view.dispose());
  };
  const block = new BlockPart(jacobian, host);
  shown(matrix, part(), { pin: (entry) => void block.show(blockOf(jacobian, entry)) });
  const beside = part();
  beside.classList.add("beside");
  const normsPart = html("div", { className: "wide" });
  const facts = html(
    "div",
    {},
    parameterTable(parameters, (k) => void block.showParameter(k)),
  );
  beside.append(normsPart, facts);
  shown(norms, normsPart, {
    pin: (entry) =>
      void block.show(entry === null ? null : { example: entry.row, parameter: entry.col }),
  });
  if (singularValues !== null) facts.append(...singularValuesPlot(singularValues, matrix.payload));
  root.append(block.element);
  return () => {
    block.dispose();
    for (const dispose of disposals) dispose();
  };
}

/** The block that an entry of the whole lies in. */
export function blockOf(
  { parameters, outputs }: ReadJacobian,
  entry: Entry | null,
): BlockPlace | null {
  if (entry === null || outputs === 0) return null;
  const parameter = parameters.findIndex(({ from, to }) => entry.col >= from && entry.col < to);
  return parameter < 0 ? null : { example: Math.floor(entry.row / outputs), parameter };
}

/** The block that was chosen last. */
class BlockPart {
  readonly element = html("section", { className: "part" });
  readonly #jacobian: ReadJacobian;
  readonly #host: Host;
  #view: MatrixView | null = null;
  #asked = 0;
  #example = 0;

  constructor(jacobian: ReadJacobian, host: Host) {
    this.#jacobian = jacobian;
    this.#host = host;
    this.#say(HINT);
  }

  dispose(): void {
    this.#view?.dispose();
    this.#view = null;
  }

  /** Of the example that was looked at last. */
  showParameter(parameter: number): Promise<void> {
    return this.show({ example: this.#example, parameter });
  }

  async show(place: BlockPlace | null): Promise<void> {
    const asked = ++this.#asked;
    if (place === null) return this.#say(HINT);
    this.#example = place.example;
    const picture = await blockPicture(this.#jacobian, place, this.#host.messaging);
    // Meanwhile another may have been chosen.
    if (asked !== this.#asked) return;
    if (picture === null || picture.payload.shape.includes(0))
      return this.#say(
        "The session no longer holds these derivatives, and they were too many to store.",
      );
    this.dispose();
    this.element.replaceChildren();
    this.#view = new MatrixView(picture, this.element, this.#host, {});
  }

  #say(words: string): void {
    this.dispose();
    this.element.replaceChildren(html("p", { className: "caption", ariaLive: "polite" }, words));
  }
}

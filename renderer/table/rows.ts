/** Rows are drawn as far as somebody scrolls: a hundred thousand cells at once would keep the page waiting. */

const CELLS_AT_ONCE = 5000;
/** Drawn rows below the lower edge, CSS pixels. */
const AHEAD = 600;

export interface RowsPlace {
  /** What scrolls. */
  readonly frame: HTMLElement;
  readonly body: HTMLElement;
  readonly cols: number;
  readonly line: (row: number) => HTMLElement;
}

export class Rows {
  readonly #place: RowsPlace;
  readonly #atOnce: number;
  #order: readonly number[] = [];
  #drawn = 0;

  constructor(place: RowsPlace, signal: AbortSignal) {
    this.#place = place;
    this.#atOnce = Math.max(1, Math.floor(CELLS_AT_ONCE / Math.max(1, place.cols)));
    place.frame.addEventListener("scroll", () => this.#followScroll(), { signal });
    const all = () => this.#draw(this.#order.length);
    window.addEventListener("beforeprint", all, { signal });
  }

  show(order: readonly number[]): void {
    this.#order = order;
    this.#drawn = 0;
    this.#place.body.replaceChildren();
    this.#draw(this.#atOnce);
  }

  #followScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.#place.frame;
    if (scrollHeight - scrollTop - clientHeight < AHEAD) this.#draw(this.#atOnce);
  }

  #draw(count: number): void {
    const next = this.#order.slice(this.#drawn, this.#drawn + count);
    this.#place.body.append(...next.map(this.#place.line));
    this.#drawn += next.length;
  }
}

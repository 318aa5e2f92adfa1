/** Tiles of whole matrices, asked of the session when they are first wanted, and forgotten when many. */
import { decodeNumbers, type Numbers } from "../../engine/display/drawing/encoding.js";
import { TILE, type TileQuestion } from "../../engine/display/store-messages.js";
import type { Messaging } from "../messaging.js";

export interface Tile {
  readonly rows: number;
  readonly cols: number;
  readonly values: Numbers;
}

export type TileAddress = Omit<TileQuestion, "about">;

/** 256 kB each. */
const MOST_KEPT = 160;
const MOST_AT_ONCE = 6;

export class Tiles {
  readonly #messaging: Messaging | null;
  readonly #arrived: () => void;
  /** The longest unused first. */
  readonly #kept = new Map<string, Tile>();
  readonly #asked = new Set<string>();
  readonly #gone = new Map<string, string>();
  /** What the latest picture lacks: what an earlier one lacked is not asked for any more. */
  #wanted = new Map<string, TileAddress>();

  constructor(messaging: Messaging | null, arrived: () => void) {
    this.#messaging = messaging;
    this.#arrived = arrived;
  }

  /** Whether the session may still hold the matrix. */
  holds(key: string | null): key is string {
    return this.#messaging !== null && key !== null && !this.#gone.has(key);
  }

  /** Why it does not; null when it may. */
  whyGone(key: string | null): string | null {
    if (key === null || this.#messaging === null) return "Only this preview was stored.";
    return this.#gone.get(key) ?? null;
  }

  /** Null when it is not here yet; then it is wanted. */
  get(address: TileAddress): Tile | null {
    const name = nameOf(address);
    const tile = this.#kept.get(name);
    if (tile === undefined) {
      if (this.holds(address.key) && !this.#asked.has(name)) this.#wanted.set(name, address);
      return null;
    }
    this.#kept.delete(name);
    this.#kept.set(name, tile);
    return tile;
  }

  /** Only if it is here. */
  peek(address: TileAddress): Tile | null {
    return this.#kept.get(nameOf(address)) ?? null;
  }

  /** Begins a picture: only what it lacks is asked for. */
  begin(): void {
    this.#wanted = new Map();
  }

  request(): void {
    for (const [name, address] of this.#wanted) {
      if (this.#asked.size >= MOST_AT_ONCE) return;
      this.#wanted.delete(name);
      this.#asked.add(name);
      void this.#ask(name, address);
    }
  }

  async #ask(name: string, address: TileAddress): Promise<void> {
    try {
      const question = { about: "tile", ...address } as const;
      const answer = await this.#messaging?.ask<"store">({ type: "store", question });
      if (answer?.is === "tile") this.#keep(name, { ...answer, values: decodeNumbers(answer) });
      else if (answer?.is === "gone") this.#gone.set(address.key, answer.reason);
    } catch (error) {
      this.#gone.set(address.key, (error as Error).message);
    } finally {
      this.#asked.delete(name);
      this.request();
      this.#arrived();
    }
  }

  #keep(name: string, { rows, cols, values }: Tile): void {
    if (!(rows <= TILE && cols <= TILE && values.length === rows * cols)) return;
    this.#kept.set(name, { rows, cols, values });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}

export function nameOf({ key, level, row, col, summary, order }: TileAddress): string {
  return `${key} ${level} ${row} ${col} ${summary} ${order ?? ""}`;
}

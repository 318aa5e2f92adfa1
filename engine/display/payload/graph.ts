/** Graphs of programs and of networks. */
import type { GRAPH_VERSION } from "./contract.js";

/** What a program or a network is made of; whoever shows it lays it out in layers from top to bottom. */
export interface GraphPayload {
  readonly version: typeof GRAPH_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  readonly nodes: readonly GraphBox[];
  /** Pairs of places in `nodes`: what is read, and who reads it. */
  readonly links: readonly (readonly [number, number])[];
  /** Named parts that can be folded to one box; parents before what is inside. */
  readonly groups: readonly GraphGroupBox[];
  /** Where everything lies at first, of graphs that take long to lay out. */
  readonly places?: GraphPlaces;
}

/** A layout as numbers, CSS pixels. */
export interface GraphPlaces {
  readonly width: number;
  readonly height: number;
  /** The middles of the boxes, x and y in turn. */
  readonly boxes: readonly number[];
  /** From and to which box, and the bends in between: x and y in turn. */
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly points: readonly number[];
  }[];
}

/** A box with two lines of words in it, and more to say when it is chosen. */
export interface GraphBox {
  readonly name: string;
  /** The second line, e.g. a shape. */
  readonly detail: string;
  /** What is told of it when it is chosen, e.g. its equation and its cost. */
  readonly identity: string;
  readonly tone: "input" | "constant" | "forward" | "backward";
  readonly result: boolean;
  /** Of the box with its words, CSS pixels. */
  readonly width: number;
  /** A place in `groups`; null outside of all. */
  readonly group: number | null;
}

/** What a group shows as when it is folded. */
export interface GraphGroupBox {
  readonly name: string;
  readonly detail: string;
  readonly identity: string;
  readonly tone: "forward" | "backward";
  readonly width: number;
  /** The group around it. */
  readonly parent: number | null;
}

/** More nodes than this are no payload. */
export const MOST_NODES = 4000;

/** More boxes than this are no picture. */
export const MOST_BOXES = 400;

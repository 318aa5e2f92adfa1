/** Named parts of a program, as a tree: one for each time that a part was run, apart for each direction. */
import type { Scope } from "../core/scope.js";
import type { GraphNode } from "./graph-of.js";

/** A named part, e.g. a layer. */
export interface GraphGroup {
  readonly name: string;
  /** The group around it, a place in `groups`; null outside of all. */
  readonly parent: number | null;
  readonly phase: GraphNode["phase"];
}

export class GroupTree {
  readonly groups: GraphGroup[] = [];
  readonly #places: Record<GraphNode["phase"], Map<Scope, number>> = {
    forward: new Map(),
    backward: new Map(),
  };

  placeOf(scope: Scope | undefined | null, phase: GraphNode["phase"]): number | null {
    if (scope === undefined || scope === null) return null;
    const known = this.#places[phase].get(scope);
    if (known !== undefined) return known;
    const parent = this.placeOf(scope.parent, phase);
    const place = this.groups.push({ name: scope.name, parent, phase }) - 1;
    this.#places[phase].set(scope, place);
    return place;
  }
}

import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  GRAPH_VERSION,
  MOST_BOXES,
  MOST_NODES,
  type GraphBox,
  type GraphGroupBox,
  type GraphPayload,
  type GraphPlaces,
} from "../../engine/display/payload.js";
import {
  count,
  fields,
  knownVersion,
  list,
  number,
  PayloadError,
  words,
  type Fields,
} from "./check.js";

const MOST_LINKS = 40_000;
/** CSS pixels. */
const WIDEST = 2000;
const LONGEST_TEXT = 2000;
/** CSS pixels of a layout. */
const FARTHEST = 100_000;
/** Coordinates: a link passes through fewer layers than there are boxes. */
const MOST_BENDS = 4 * MOST_BOXES;

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseGraph(json: unknown): GraphPayload {
  const given = fields(json, "the payload");
  const first = given["version"] === 1;
  if (!first) knownVersion(given["version"], GRAPH_VERSION);
  const groups = first ? [] : list(given["groups"], "groups", MOST_NODES, parseGroup);
  const nodes = list(given["nodes"], "nodes", MOST_NODES, (node, where) =>
    parseBox(node, where, groups.length),
  );
  const link = (value: unknown, where: string) => parseLink(value, where, nodes.length - 1);
  return {
    version: GRAPH_VERSION,
    title: words(given["title"], "title", LONGEST.title),
    text: words(given["text"], "text", LONGEST_TEXT),
    ...{ nodes, groups },
    links: first
      ? list(given["edges"], "edges", MOST_LINKS, (edge, where) => {
          const { from, to } = fields(edge, where);
          return link([from, to], where);
        })
      : list(given["links"], "links", MOST_LINKS, link),
    ...(given["places"] === undefined ? {} : { places: parsePlaces(given["places"]) }),
  };
}

function parsePlaces(value: unknown): GraphPlaces {
  const { width, height, boxes, edges } = fields(value, "places");
  const pixels = (one: unknown, where: string) => {
    const place = number(one, where);
    if (Math.abs(place) <= FARTHEST) return place;
    throw new PayloadError(`${where} is farther away than ${FARTHEST}`);
  };
  return {
    width: count(width, "places.width", FARTHEST),
    height: count(height, "places.height", FARTHEST),
    boxes: list(boxes, "places.boxes", 2 * MOST_BOXES, pixels),
    edges: list(edges, "places.edges", MOST_LINKS, (edge, where) => {
      const { from, to, points } = fields(edge, where);
      return {
        from: count(from, `${where}.from`, MOST_BOXES - 1),
        to: count(to, `${where}.to`, MOST_BOXES - 1),
        points: list(points, `${where}.points`, MOST_BENDS, pixels),
      };
    }),
  };
}

function parseWords(box: Fields, where: string) {
  const text = (name: string, limit: number) => words(box[name], `${where}.${name}`, limit);
  return {
    name: text("name", LONGEST.name),
    detail: text("detail", LONGEST.name),
    identity: text("identity", LONGEST_TEXT),
    width: Math.ceil(count(box["width"], `${where}.width`, WIDEST)),
  };
}

function parseBox(value: unknown, where: string, groups: number): GraphBox {
  const box = fields(value, where);
  return {
    ...parseWords(box, where),
    tone: parseTone(box["tone"], where),
    result: box["result"] === true,
    group: placeOrNull(box["group"] ?? null, `${where}.group`, groups - 1),
  };
}

/** Groups stand after those around them, so that none lies in itself. */
function parseGroup(value: unknown, where: string): GraphGroupBox {
  const group = fields(value, where);
  const own = Number(/\d+/.exec(where)?.[0]);
  const tone = parseTone(group["tone"], where);
  return {
    ...parseWords(group, where),
    tone: tone === "backward" ? tone : "forward",
    parent: placeOrNull(group["parent"], `${where}.parent`, own - 1),
  };
}

const placeOrNull = (value: unknown, where: string, last: number) =>
  value === null ? null : count(value, where, last);

function parseTone(value: unknown, where: string): GraphBox["tone"] {
  switch (value) {
    case "input":
    case "constant":
    case "forward":
    case "backward":
      return value;
    default:
      throw new PayloadError(`${where}.tone is none of input, constant, forward, backward`);
  }
}

function parseLink(value: unknown, where: string, last: number): [number, number] {
  const [from, to, ...more] = list(value, where, 2, (place, at) => count(place, at, last));
  if (from === undefined || to === undefined || more.length > 0)
    throw new PayloadError(`${where} is no pair`);
  return [from, to];
}

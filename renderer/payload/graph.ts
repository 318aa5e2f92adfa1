import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  MOST_BOXES,
  PAYLOAD_VERSION,
  type GraphBox,
  type GraphEdge,
  type GraphPayload,
} from "../../engine/display/payload.js";
import { count, fields, knownVersion, list, number, PayloadError, words } from "./check.js";

const MOST_EDGES = 5000;
/** Numbers of the bends of one edge. */
const MOST_POINTS = 2000;
/** CSS pixels. */
const LONGEST_SIDE = 100_000;
const LONGEST_TEXT = 2000;

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseGraph(json: unknown): GraphPayload {
  const { version, title, text, width, height, ...rest } = fields(json, "the payload");
  const nodes = list(rest["nodes"], "nodes", MOST_BOXES, parseBox);
  return {
    version: knownVersion(version, PAYLOAD_VERSION),
    title: words(title, "title", LONGEST.title),
    text: words(text, "text", LONGEST_TEXT),
    width: count(width, "width", LONGEST_SIDE),
    height: count(height, "height", LONGEST_SIDE),
    nodes,
    edges: list(rest["edges"], "edges", MOST_EDGES, (edge, where) =>
      parseEdge(edge, where, nodes.length - 1),
    ),
  };
}

function parseBox(value: unknown, where: string): GraphBox {
  const box = fields(value, where);
  const side = (name: string) => number(box[name], `${where}.${name}`);
  const text = (name: string, limit: number) => words(box[name], `${where}.${name}`, limit);
  return {
    name: text("name", LONGEST.name),
    detail: text("detail", LONGEST.name),
    identity: text("identity", LONGEST_TEXT),
    tone: parseTone(box["tone"], where),
    result: box["result"] === true,
    ...{ x: side("x"), y: side("y") },
    width: count(box["width"], `${where}.width`, LONGEST_SIDE),
    height: count(box["height"], `${where}.height`, LONGEST_SIDE),
  };
}

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

function parseEdge(value: unknown, where: string, last: number): GraphEdge {
  const { from, to, points } = fields(value, where);
  const bends = list(points, `${where}.points`, MOST_POINTS, number);
  if (bends.length % 2 === 1) throw new PayloadError(`${where}.points lacks a y`);
  return {
    from: count(from, `${where}.from`, last),
    to: count(to, `${where}.to`, last),
    points: bends,
  };
}

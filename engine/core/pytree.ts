import { array, asArray, type ArrayInput } from "../array/create.js";
import { getDefaultDtype, type FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import type { Nested } from "../array/nested.js";
import { DtypeError, ShapeError } from "../errors.js";
import { Key, packed, unpacked } from "../random/key.js";

/** Arrays and random keys in nested JS arrays and objects: the parameters of a network, a batch of data. */
export type Pytree =
  | NDArray
  | Key
  | number
  | boolean
  | null
  | undefined
  | readonly Pytree[]
  | { readonly [key: string]: Pytree };

/**
 * A tree of the same structure with arrays at its leaves, as transforms hand it to functions. Nested
 * lists of numbers are one array, as everywhere.
 */
export type Arrays<T> = T extends NDArray | Key | null | undefined | readonly []
  ? T
  : T extends Nested | ArrayBufferView
    ? NDArray
    : T extends object
      ? { [K in keyof T]: Arrays<T[K]> }
      : T;

/** An argument that holds many examples: a list of keys where one example is a key. */
export type Examples<T> = T | (T extends Key ? readonly Key[] : never);

/** One example of a tree: of lists of keys, a key. */
export type Example<T> = T extends readonly Key[]
  ? Key
  : T extends NDArray | Key | null | undefined | Nested | ArrayBufferView
    ? Arrays<T>
    : T extends object
      ? { [K in keyof T]: Example<T[K]> }
      : T;

/** A random key, or a list of them, is one array: the words. */
interface KeyLeaf {
  readonly partitionable: boolean;
}

/** What remains of a tree when its leaves are taken out. Names are sorted, as in JAX. */
export type Structure =
  | { readonly kind: "leaf"; readonly random?: KeyLeaf }
  | { readonly kind: "nothing"; readonly value: null | undefined }
  | { readonly kind: "list"; readonly items: readonly Structure[] }
  | {
      readonly kind: "record";
      readonly keys: readonly string[];
      readonly items: readonly Structure[];
    };

export interface Flat {
  readonly leaves: NDArray[];
  readonly structure: Structure;
}

const LEAF: Structure = { kind: "leaf" };

/**
 * The leaves of a tree, numbers as 0-d arrays, and its structure.
 *
 * @throws {@link DtypeError} naming the path of what is no tree: a function, a string, a class.
 */
export function flatten(tree: unknown): Flat {
  const leaves: NDArray[] = [];
  return { leaves, structure: collect(tree, "", (leaf) => leaves.push(asArray(leaf))) };
}

/**
 * The same for a list of trees, such as arguments: it stays a list when all of them are numbers. A JS
 * number is float32 where all arrays of floats `among` the arguments are: it never widens them.
 */
export function flattenList(trees: readonly unknown[], among: readonly unknown[] = trees): Flat {
  const given: ArrayInput[] = [];
  const items = trees.map((tree, k) => collect(tree, `[${k}]`, (leaf) => given.push(leaf)));
  const dtype = given.some(isNumber) ? dtypeAmong(among) : getDefaultDtype();
  const leaves = given.map((leaf) => (isNumber(leaf) ? array(leaf, { dtype }) : asArray(leaf)));
  return { leaves, structure: { kind: "list", items } };
}

function isNumber(leaf: unknown): leaf is number {
  return typeof leaf === "number";
}

function dtypeAmong(trees: readonly unknown[]): FloatDtype {
  const dtypes = new Set(trees.flatMap((tree) => [...arraysIn(tree)]).map(({ dtype }) => dtype));
  if (dtypes.has("float64") || !dtypes.has("float32")) return getDefaultDtype();
  return "float32";
}

/** Passes over what is no tree. */
function* arraysIn(tree: unknown): Generator<NDArray> {
  if (isNumber(tree)) return;
  if (isArrayInput(tree)) yield asArray(tree);
  else if (Array.isArray(tree)) for (const item of tree) yield* arraysIn(item);
  else if (isRecord(tree)) for (const item of Object.values(tree)) yield* arraysIn(item);
}

function collect(tree: unknown, path: string, take: (leaf: ArrayInput) => void): Structure {
  if (tree === null || tree === undefined) return { kind: "nothing", value: tree };
  if (isArrayInput(tree)) {
    take(tree);
    return LEAF;
  }
  if (isKeys(tree)) {
    take(packed(tree));
    const { partitionable } = tree instanceof Key ? tree : tree[0];
    return { kind: "leaf", random: { partitionable } };
  }
  if (Array.isArray(tree)) {
    const items = tree.map((item, k) => collect(item, `${path}[${k}]`, take));
    return { kind: "list", items };
  }
  if (!isRecord(tree)) {
    throw new DtypeError(
      `${path === "" ? "the argument" : path} is ${describe(tree)}, which holds no arrays; use arrays, numbers, and lists and objects of them`,
    );
  }
  const keys = Object.keys(tree).toSorted();
  const items = keys.map((key) => collect(tree[key], `${path}.${key}`, take));
  return { kind: "record", keys, items };
}

function isArrayInput(tree: unknown): tree is ArrayInput {
  return tree instanceof NDArray || ArrayBuffer.isView(tree) || isNumbers(tree);
}

/** Numbers in nested lists; an empty list is a tree without leaves. */
function isNumbers(tree: unknown): boolean {
  if (typeof tree === "number" || typeof tree === "boolean") return true;
  return Array.isArray(tree) && tree.length > 0 && tree.every(isNumbers);
}

/** A key, or a list of keys of one kind. */
function isKeys(tree: unknown): tree is Key | readonly [Key, ...Key[]] {
  if (tree instanceof Key) return true;
  if (!Array.isArray(tree) || !(tree[0] instanceof Key)) return false;
  const { partitionable } = tree[0];
  return tree.every((item) => item instanceof Key && item.partitionable === partitionable);
}

function isRecord(tree: unknown): tree is Readonly<Record<string, unknown>> {
  if (typeof tree !== "object" || tree === null) return false;
  const prototype: unknown = Object.getPrototypeOf(tree);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return `a ${value.constructor.name}`;
  return typeof value === "string" ? JSON.stringify(value) : `a ${typeof value}`;
}

/** The tree that was flattened, with other leaves. */
export function unflatten(structure: Structure, leaves: readonly NDArray[]): unknown {
  let next = 0;
  const build = (node: Structure): unknown => {
    switch (node.kind) {
      case "leaf":
        return leafOf(leaves[next++] as NDArray, node.random);
      case "nothing":
        return node.value;
      case "list":
        return node.items.map(build);
      case "record":
        return Object.fromEntries(
          node.keys.map((key, k) => [key, build(node.items[k] as Structure)]),
        );
    }
  };
  return build(structure);
}

function leafOf(leaf: NDArray, random: KeyLeaf | undefined): unknown {
  return random === undefined ? leaf : unpacked(leaf, random.partitionable);
}

/** Where each leaf lies, as one would write it in code: `[0].w`; empty for a tree that is one leaf. */
export function leafPaths(structure: Structure, path = ""): string[] {
  switch (structure.kind) {
    case "leaf":
      return [path];
    case "nothing":
      return [];
    case "list":
      return structure.items.flatMap((item, k) => leafPaths(item, `${path}[${k}]`));
    case "record":
      return structure.keys.flatMap((key, k) =>
        leafPaths(structure.items[k] as Structure, `${path}.${key}`),
      );
  }
}

/** A structure as text; equal for equal structures. */
export function formatStructure(structure: Structure): string {
  switch (structure.kind) {
    case "leaf":
      return structure.random === undefined ? "*" : keyText(structure.random);
    case "nothing":
      return String(structure.value);
    case "list":
      return `[${structure.items.map(formatStructure).join(", ")}]`;
    case "record":
      return `{${structure.keys.map((key, k) => `${key}: ${formatStructure(structure.items[k] as Structure)}`).join(", ")}}`;
  }
}

function keyText({ partitionable }: KeyLeaf): string {
  return partitionable ? "key" : "legacy key";
}

/**
 * The leaves of a tree that must have a given structure.
 *
 * @throws {@link ShapeError} showing both trees.
 */
export function flattenLike(caller: string, tree: unknown, like: Structure): NDArray[] {
  const list = like.kind === "list" && Array.isArray(tree);
  const { leaves, structure } = list ? flattenList(tree) : flatten(tree);
  const [found, wanted] = [formatStructure(structure), formatStructure(like)];
  if (found === wanted) return leaves;
  throw new ShapeError(`${caller}: a tree ${found} where ${wanted} was expected`);
}

/** Applies a function to every leaf of a tree; the structure stays. */
export function treeMap<T>(f: (leaf: NDArray) => NDArray, tree: T): Arrays<T> {
  const { leaves, structure } = flatten(tree);
  return unflatten(structure, leaves.map(f)) as Arrays<T>;
}

/**
 * Applies a function to the corresponding leaves of two trees.
 *
 * @throws {@link ShapeError} when the structures differ, showing both.
 */
export function treeZip<T>(f: (a: NDArray, b: NDArray) => NDArray, tree: T, other: T): Arrays<T> {
  const { leaves, structure } = flatten(tree);
  const others = flattenLike("treeZip", other, structure);
  return unflatten(
    structure,
    leaves.map((leaf, k) => f(leaf, others[k] as NDArray)),
  ) as Arrays<T>;
}

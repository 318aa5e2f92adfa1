/** The rules as asynchronous hooks, on a thread of Node's own: for Node 20, which has no others. */
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { type ModuleSettings, redirect, versioned } from "./rules.js";
import { moduleSource } from "./source.js";

let settings: ModuleSettings = { folder: "", engine: "" };

export const initialize: InitializeHook<ModuleSettings> = (data) => {
  settings = data;
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const request = redirect({ specifier, parentURL: context.parentURL }, settings);
  const found = await next(request.specifier, { ...context, parentURL: request.parentURL });
  return { ...found, url: versioned(found.url, settings) };
};

export const load: LoadHook = async (url, context, next) => {
  const source = moduleSource({ url, type: context.importAttributes.type });
  return source === null ? next(url, context) : { format: "module", source, shortCircuit: true };
};

import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";
import { type ModuleSettings, redirect, versioned } from "./rules.js";
import { moduleSource } from "./source.js";

interface ResolveContext {
  readonly parentURL: string | undefined;
  readonly conditions?: readonly string[];
}

interface LoadContext {
  readonly importAttributes?: { readonly type?: string };
}

/** Node 22.15 and later; the types are those of Node 20. */
type RegisterHooks = (hooks: {
  resolve: <R extends { url: string }>(
    specifier: string,
    context: ResolveContext,
    next: (specifier: string, context: ResolveContext) => R,
  ) => R;
  load: <R>(
    url: string,
    context: LoadContext,
    next: (url: string, context: LoadContext) => R,
  ) => R | { format: string; source: string; shortCircuit: boolean };
}) => void;

/** Puts the rules of rules.ts in force for this thread. */
export function registerRules(settings: ModuleSettings): void {
  const synchronous: unknown = Reflect.get(nodeModule, "registerHooks");
  if (typeof synchronous === "function")
    registerSynchronous(synchronous as RegisterHooks, settings);
  else nodeModule.register("./hooks.js", { parentURL: import.meta.url, data: settings });
}

function registerSynchronous(registerHooks: RegisterHooks, settings: ModuleSettings) {
  registerHooks({
    resolve: (specifier, context, next) => {
      if (context.conditions?.includes("require") === true)
        return next(requirable(specifier, settings), context);
      const request = redirect({ specifier, parentURL: context.parentURL }, settings);
      const found = next(request.specifier, { ...context, parentURL: request.parentURL });
      return { ...found, url: versioned(found.url, settings) };
    },
    load: (url, context, next) => {
      const source = moduleSource({ url, type: context.importAttributes?.type });
      return source === null
        ? next(url, context)
        : { format: "module", source, shortCircuit: true };
    },
  });
}

/** CommonJS knows paths, not URLs, and remembers files by them: it keeps its own rules. */
const requirable = (specifier: string, { engine }: ModuleSettings) =>
  specifier === "ntkbook" ? fileURLToPath(engine) : specifier;

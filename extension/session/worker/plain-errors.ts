import { inspect, types } from "node:util";
import { type ErrorSetting, plainStack } from "./cell-error.js";

/** Prints errors (`console.log(error)`, a rejected promise as the value) with the frames a cell's error has. */
export function printErrorsPlainly(setting: ErrorSetting): void {
  const show = function (this: Error): Error {
    if (types.isNativeError(this)) givePlainStack(this, setting);
    return this;
  };
  const prototype: object = Error.prototype;
  Object.defineProperty(prototype, inspect.custom, { configurable: true, value: show });
}

function givePlainStack(error: Error, setting: ErrorSetting) {
  const value = plainStack(error, setting);
  Reflect.defineProperty(error, "stack", { configurable: true, writable: true, value });
}

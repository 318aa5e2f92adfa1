import { one } from "./lanes";

// @ts-ignore: decorator
@inline
export function squareRoot<T>(x: v128): v128 {
  return v128.sqrt<T>(x);
}

// @ts-ignore: decorator
@inline
export function inverse<T>(x: v128): v128 {
  return v128.div<T>(one<T>(), x);
}

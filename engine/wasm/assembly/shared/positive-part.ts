// @ts-ignore: decorator
@inline
export function positivePart<T>(x: v128): v128 {
  return v128.max<T>(x, v128.splat<T>(0 as T));
}

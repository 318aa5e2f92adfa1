import { sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import { addressOf } from "./recycling.js";

/** Whether compiled code finds an n × n matrix of finite numbers symmetric to the last bit. */
export function isKnownSymmetric(data: Floats, n: number): boolean {
  const at = addressOf(data);
  if (at === null) return false;
  const { exports } = wasm();
  return (sizeOfFloat(data) === 8 ? exports.asymmetry64 : exports.asymmetry32)(at, n) === 0;
}

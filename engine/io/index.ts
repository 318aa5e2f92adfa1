export { csv, type CsvOptions, type CsvTable } from "./csv.js";
export { load, type Loaded } from "./files.js";
export { npy, toNpy } from "./npy.js";
export { npz, toNpz } from "./npz.js";
export { safetensors } from "./safetensors.js";
export { toCsv, type ToCsvOptions } from "./to-csv.js";

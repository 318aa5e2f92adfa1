/** The files that the engine loads, in a page: fetched once, when the module is, beside it. */

/** Written out, so that bundlers see them and take the files along. */
const addresses = {
  "ntkbook.relaxed.wasm": new URL("./ntkbook.relaxed.wasm", import.meta.url),
  "ntkbook.base.wasm": new URL("./ntkbook.base.wasm", import.meta.url),
  "digits.bin": new URL("./digits.bin", import.meta.url),
};

type AssetName = keyof typeof addresses;

if (typeof SharedArrayBuffer === "undefined")
  throw new Error(
    "ntkbook needs shared memory, which browsers give to isolated pages: serve the page with the headers " +
      "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp.",
  );

const assets = new Map(await Promise.all(Object.entries(addresses).map(load)));

async function load([name, address]: readonly [string, URL]) {
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(`ntkbook: ${address.href} cannot be loaded (${response.status})`);
  return [name, new Uint8Array(await response.arrayBuffer())] as const;
}

export const assetUrl = (name: AssetName): URL => addresses[name];

export function readAsset(name: AssetName): Uint8Array<ArrayBuffer> {
  const bytes = assets.get(name);
  if (bytes === undefined) throw new Error(`ntkbook: there is no ${name} in a page`);
  return bytes;
}

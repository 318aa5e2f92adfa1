// @ts-nocheck: the package is installed on demand
/** jax-js on its WebAssembly device. */
export async function load() {
  globalThis.navigator ??= {}; // Node 20 has none, and the package asks for its GPU
  const jax = await import("@jax-js/jax");
  await jax.init();
  jax.defaultDevice("wasm");
  const { numpy } = jax;
  const dtypes = { float64: numpy.float64, float32: numpy.float32 };
  return {
    async matmul(a, b, n, dtype) {
      const make = (data) => numpy.array(data, { shape: [n, n], dtype: dtypes[dtype] });
      const [x, y] = [make(a), make(b)];
      return async () => {
        const product = numpy.matmul(x.ref, y.ref);
        await product.blockUntilReady();
        product.dispose();
      };
    },
  };
}

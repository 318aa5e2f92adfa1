// @ts-nocheck: the package is installed on demand
/** jax-js on its WebAssembly device. */
export async function load() {
  globalThis.navigator ??= {}; // Node 20 has none, and the package asks for its GPU
  const jax = await import("@jax-js/jax");
  await jax.init();
  jax.defaultDevice("wasm");
  const { numpy } = jax;
  const elementwise = (x, length, f) => {
    const input = numpy.array(x, { shape: [length], dtype: numpy.float32 });
    const jitted = jax.jit(f);
    return async () => {
      const result = jitted(input.ref);
      await result.blockUntilReady();
      result.dispose();
    };
  };
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
    /** vmap(grad(f)) of an MLP with one output, jitted. */
    async perExample(weights, examples, width) {
      const make = (...shape) =>
        numpy.array(weights(shape.reduce((a, b) => a * b)), { shape, dtype: numpy.float32 });
      const inputs = [make(width, width), make(width, width), make(width), make(examples, width)];
      const layer = (x, w) => numpy.maximum(numpy.dot(x, w), 0);
      const f = (w1, w2, w3, x) => numpy.dot(layer(layer(x, w1), w2), w3);
      const gradients = jax.grad(f, { argnums: [0, 1, 2] });
      const jacobian = jax.jit(jax.vmap(gradients, [null, null, null, 0]));
      return async () => {
        const parts = jacobian(...inputs.map((input) => input.ref));
        for (const part of parts) {
          await part.blockUntilReady();
          part.dispose();
        }
      };
    },
    /** The same examples' NTK: the products of those gradients. */
    async tangentKernel(weights, examples, width) {
      const make = (...shape) =>
        numpy.array(weights(shape.reduce((a, b) => a * b)), { shape, dtype: numpy.float32 });
      const inputs = [make(width, width), make(width, width), make(width), make(examples, width)];
      const layer = (x, w) => numpy.maximum(numpy.dot(x, w), 0);
      const f = (w1, w2, w3, x) => numpy.dot(layer(layer(x, w1), w2), w3);
      const gradients = jax.vmap(jax.grad(f, { argnums: [0, 1, 2] }), [null, null, null, 0]);
      const gram = (part) => {
        const rows = part.reshape([examples, -1]);
        return numpy.dot(rows.ref, rows.transpose());
      };
      const kernel = jax.jit((...all) =>
        gradients(...all)
          .map(gram)
          .reduce((sum, one) => sum.add(one)),
      );
      return async () => {
        const result = kernel(...inputs.map((input) => input.ref));
        await result.blockUntilReady();
        result.dispose();
      };
    },
    polynomial: (x, length) =>
      elementwise(x, length, (v) => {
        const w = v.ref.mul(0.5).add(1);
        return w.ref.mul(w).sub(v.ref).mul(v.ref).add(0.25).mul(v).add(2);
      }),
    gelu: (x, length) =>
      elementwise(x, length, (v) => {
        const cube = v.ref.mul(v.ref).mul(0.044715).add(1).mul(v.ref);
        return numpy
          .tanh(cube.mul(Math.sqrt(2 / Math.PI)))
          .add(1)
          .mul(v);
      }),
    /** A step of gradient descent on an MLP's cross-entropy, jitted with its update. */
    async trainingStep({ weights, widths, x, y, examples, rate }) {
      const make = (data, shape) => numpy.array(data, { shape, dtype: numpy.float32 });
      const [first, last] = [widths[0], widths[widths.length - 1]];
      const [inputs, targets] = [make(x, [examples, first]), make(y, [examples, last])];
      let params = widths
        .slice(1)
        .flatMap((width, k) => [
          make(weights(widths[k] * width), [widths[k], width]),
          make(weights(width), [width]),
        ]);
      const loss = ([w1, b1, w2, b2, w3, b3], x, y) => {
        const one = numpy.maximum(numpy.matmul(x, w1).add(b1), 0);
        const two = numpy.maximum(numpy.matmul(one, w2).add(b2), 0);
        const scores = jax.nn.logSoftmax(numpy.matmul(two, w3).add(b3));
        return y
          .mul(scores)
          .sum()
          .mul(-1 / examples);
      };
      const step = jax.jit((params, x, y) => {
        const kept = params.map((p) => p.ref);
        return jax
          .grad(loss)(params, x, y)
          .map((g, k) => kept[k].sub(g.mul(rate)));
      });
      return async () => {
        params = step(params, inputs.ref, targets.ref);
        for (const param of params) await param.blockUntilReady();
      };
    },
    /** A step of gradient descent on RealNVP's likelihood in the plane, jitted with its update. */
    async realNvpStep({ weights, couplings, width, x1, x2, examples, rate }) {
      const make = (data, shape) => numpy.array(data, { shape, dtype: numpy.float32 });
      const columns = [make(x1, [examples, 1]), make(x2, [examples, 1])];
      const network = () => [
        make(weights(width), [1, width]),
        make(weights(width), [width]),
        make(weights(width), [width, 1]),
        make(weights(1), [1]),
      ];
      let params = Array.from({ length: 2 * couplings }, network).flat();
      const mlp = ([w1, b1, w2, b2], x) =>
        numpy.matmul(numpy.tanh(numpy.matmul(x, w1).add(b1)), w2).add(b2);
      const loss = (params, x1, x2) => {
        let [kept, changed] = [x1, x2];
        let logDet = null;
        for (let i = 0; i < couplings; i++) {
          const own = params.slice(8 * i, 8 * i + 8);
          const scale = numpy.tanh(mlp(own.slice(0, 4), kept.ref));
          changed = changed.mul(numpy.exp(scale.ref)).add(mlp(own.slice(4), kept.ref));
          logDet = logDet === null ? scale : logDet.add(scale);
          [kept, changed] = [changed, kept];
        }
        const square = kept.ref.mul(kept).add(changed.ref.mul(changed));
        return square
          .mul(0.5)
          .sub(logDet)
          .sum()
          .mul(1 / examples);
      };
      const step = jax.jit((params, x1, x2) => {
        const kept = params.map((p) => p.ref);
        return jax
          .grad(loss)(params, x1, x2)
          .map((g, k) => kept[k].sub(g.mul(rate)));
      });
      return async () => {
        params = step(params, ...columns.map((column) => column.ref));
        for (const param of params) await param.blockUntilReady();
      };
    },
    /** The recursion of Jacot et al. 2018 with arc-cosine kernels (Cho & Saul 2009), jitted. */
    async reluKernels(data, n, features, hidden) {
      const x = numpy.array(data, { shape: [n, features], dtype: numpy.float32 });
      const diagonal = numpy.array(diagonalOf(data, n, features), {
        shape: [n, 1],
        dtype: numpy.float32,
      });
      const kernels = jax.jit((x, q) => {
        let k = numpy.matmul(x.ref, numpy.transpose(x)).mul(1 / features);
        let roots = numpy.sqrt(q);
        let scale = numpy.matmul(roots.ref, numpy.transpose(roots));
        let ntk = k.ref.mul(0);
        for (let layer = 0; layer < hidden; layer++) {
          // Weights √2 double covariances, the rectifier halves variances: scales stay.
          ntk = k.ref.add(ntk).mul(2);
          const cosine = numpy.clip(k.div(scale.ref), -1, 1);
          const angle = numpy.arccos(cosine.ref);
          const sine = numpy.sqrt(cosine.ref.mul(cosine.ref).neg().add(1));
          const rest = angle.neg().add(Math.PI);
          ntk = ntk.mul(rest.ref).mul(1 / (2 * Math.PI));
          k = sine
            .add(rest.mul(cosine))
            .mul(scale.ref)
            .mul(1 / Math.PI);
        }
        scale.dispose();
        return [k.ref, k.add(ntk)];
      });
      return async () => {
        const [k, ntk] = kernels(x.ref, diagonal.ref);
        await Promise.all([k.blockUntilReady(), ntk.blockUntilReady()]);
        k.dispose();
        ntk.dispose();
      };
    },
  };
}

function diagonalOf(data, n, features) {
  return Float32Array.from(
    { length: n },
    (_, i) =>
      data.subarray(i * features, (i + 1) * features).reduce((sum, v) => sum + v * v, 0) / features,
  );
}

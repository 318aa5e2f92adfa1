// Types-aware lint, and the house's arrows: which room may import which (ARCHITECTURE.md).
import tseslint from "typescript-eslint";
import importX from "eslint-plugin-import-x";

/**
 * One forbidden arrow: files under `target` must not import files under `from`.
 *
 * @param {string} target
 * @param {string} from
 * @param {string} message
 * @param {string[]} except
 */
const forbid = (target, from, message, except = []) => ({ target, from, message, except });

const zones = [
  forbid("./engine", "./extension", "the engine knows nothing of the editor"),
  forbid("./engine", "./renderer", "the engine knows nothing of the renderers"),
  forbid("./engine/wasm", "./engine", "the WASM room stands alone", [
    "./wasm",
    "./platform",
    "./errors.ts",
  ]),
  forbid("./extension/session", "./extension", "the session runs without vscode", [
    "./session",
    "./format/notebook.ts",
    "./format/mime.ts",
  ]),
  forbid("./extension/session", "./renderer", "the session runs without renderers"),
  forbid("./extension/language", "./extension", "the language service runs without vscode", [
    "./language",
    "./session/transform",
  ]),
  forbid("./extension/language", "./engine", "the language service reads the engine's types alone"),
  forbid("./extension/format", "./extension", "the format is plain data", ["./format"]),
  forbid("./extension/format", "./engine", "the format is plain data"),
  forbid("./extension/batch", "./extension/editor", "whole runs work without vscode"),
  forbid("./extension/batch", "./extension/cli", "the command line uses this, not the reverse"),
  forbid("./extension/cli", "./extension/editor", "the command line runs without vscode"),
  forbid("./renderer", "./extension", "renderers know the payload contract only"),
  forbid("./renderer", "./engine", "renderers know the payload contract and how it is drawn", [
    "./display/payload.ts",
    "./display/payload",
    "./display/renderer-messages.ts",
    "./display/store-messages.ts",
    "./display/drawing",
  ]),
  forbid("./engine/display/drawing", "./engine", "what the renderers share stands alone", [
    "./display/payload.ts",
    "./display/payload",
    "./display/store-messages.ts",
    "./display/drawing",
  ]),
];

const noVscode = { paths: [{ name: "vscode", message: "only extension/editor touches vscode" }] };
const noNode = {
  patterns: [{ group: ["node:*"], message: "Node's API lives in engine/platform" }],
};

export default tseslint.config(
  { ignores: ["dist", ".host", "node_modules", "engine/wasm/assembly", "test/bench/peers"] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        importX.createNodeResolver({
          extensions: [".ts", ".js", ".mjs"],
          extensionAlias: { ".js": [".ts", ".js"] },
        }),
      ],
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      // A third of the time of all rules, for enums and class instances that come from `any`: other
      // rules forbid `any` to come in.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "no-restricted-imports": ["error", noVscode],
    },
  },
  {
    files: ["engine/**/*.ts", "renderer/**/*.ts"],
    ignores: ["engine/platform/**"],
    rules: { "no-restricted-imports": ["error", { ...noVscode, ...noNode }] },
  },
  {
    files: ["extension/editor/**/*.ts", "test/vscode/**/*.ts"],
    rules: { "no-restricted-imports": "off" },
  },
);

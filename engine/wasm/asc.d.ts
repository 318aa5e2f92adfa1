/**
 * The part of AssemblyScript's compiler interface that build.mjs uses. The package's own declarations
 * redeclare JavaScript's globals for all files (`Array.at` without `undefined`, for one), so
 * tsconfig.json maps the import to this file.
 */
interface CompilerHost {
  readFile(name: string, baseDir: string): string | null;
  writeFile(name: string, contents: string | Uint8Array, baseDir: string): void;
}

declare const asc: {
  main(
    argv: readonly string[],
    host: CompilerHost,
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
};

export default asc;

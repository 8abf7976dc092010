/** Compiles a script of this folder with all that it imports, as users run it: a loader of TypeScript costs a quarter of the speed. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Returns the path of the compiled script. */
export async function compiled(script: string): Promise<string> {
  const outDir = fileURLToPath(new URL('built/', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: import.meta.dirname,
    build: {
      ssr: script,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return `${outDir}${script.replace(/\.ts$/, '.js')}`;
}

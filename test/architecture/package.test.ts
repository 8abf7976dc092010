import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('the build imports only packages that are installed with it', () => {
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const known = new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...builtinModules]);
  const files = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.js') && !file.startsWith('studio/'),
  );
  const imported = files.flatMap((file) =>
    [
      ...readFileSync(join(ROOT, 'dist', file), 'utf8').matchAll(
        /^(?:import|export|\}) [^'"\n]*from ['"]([^.'"][^'"]*)['"];$/gm,
      ),
    ].map((match) => ({
      file,
      name: match[1]!.replace(/^node:/, '').replace(/^(@[^/]+\/[^/]+|[^/]+).*$/, '$1'),
    })),
  );
  expect(imported.length).toBeGreaterThan(50);
  expect(imported.filter(({ name }) => !known.has(name))).toEqual([]);
});

it('every built file has a map with the text of its sources', () => {
  const built = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.js') && !file.startsWith('studio/'),
  );
  expect(built.length).toBeGreaterThan(300);
  for (const file of built) {
    const text = readFileSync(join(ROOT, 'dist', file), 'utf8');
    expect([file, text.trimEnd().split('\n').at(-1)]).toEqual([
      file,
      `//# sourceMappingURL=${basename(file)}.map`,
    ]);
    const map = JSON.parse(readFileSync(join(ROOT, 'dist', `${file}.map`), 'utf8'));
    const sources: readonly string[] = map.sources;
    const texts = sources.map((source) => readFileSync(join(ROOT, 'dist', dirname(file), source), 'utf8'));
    expect(
      map.sourcesContent.every((content: string, i: number) => content === texts[i]),
      file,
    ).toBe(true);
    const own = join('src', file.replace(/\.js$/, '.ts'));
    expect(sources.map((source) => join('dist', dirname(file), source))).toContain(own);
  }
});

it('dist contains nothing of files that were moved or removed', () => {
  const maps = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.map') && !file.startsWith('studio/'),
  );
  const sources = maps.map((map) => join(ROOT, 'src', map.replace(/\.js\.map$/, '.ts')));
  expect(sources.filter((source) => !existsSync(source))).toEqual([]);
});

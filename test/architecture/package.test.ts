import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('what is built imports no package but those that are installed with it', () => {
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

it('its maps hold their sources, and it has no file of a layout that is gone', () => {
  const maps = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.js.map') && !file.startsWith('studio/'),
  );
  expect(maps.length).toBeGreaterThan(300);
  for (const map of maps) {
    const { sources, sourcesContent } = JSON.parse(readFileSync(join(ROOT, 'dist', map), 'utf8'));
    expect([map, sourcesContent?.length]).toEqual([map, sources.length]);
    if (sources.length === 1) {
      const source = readFileSync(join(ROOT, 'dist', dirname(map), sources[0]), 'utf8');
      expect(sourcesContent[0]).toBe(source);
    }
  }
});

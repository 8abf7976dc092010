import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
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

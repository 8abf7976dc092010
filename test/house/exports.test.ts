import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

it('nothing is exported that no other file names', () => {
  const files = ['src', 'web', 'bench', 'scripts', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  const namedIn = new Map<string, number>();
  for (const text of texts.values()) {
    for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g))) {
      namedIn.set(word, (namedIn.get(word) ?? 0) + 1);
    }
  }
  const exported = [...texts].flatMap(([file, text]) =>
    [
      ...text.matchAll(/^export (?:async )?(?:const|function\*?|interface|type|class) ([A-Za-z_$][\w$]*)/gm),
    ].map(([, name]) => ({ file, name: name! })),
  );
  expect(exported.length).toBeGreaterThan(1000);
  expect(exported.filter(({ name }) => namedIn.get(name) === 1)).toEqual([]);
});

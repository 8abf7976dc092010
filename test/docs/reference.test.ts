import { expect, it } from 'vitest';
import { cliReference, scenarioReference, studyReference } from '../../scripts/reference.ts';
import { PAGES, read } from './pages.ts';

it('docs/reference/cli.md is up to date (npx tsx scripts/generate-reference.ts)', async () => {
  expect(read('docs/reference/cli.md')).toBe(await cliReference());
});

it('docs/reference/scenario.md is up to date (npx tsx scripts/generate-reference.ts)', () => {
  expect(read('docs/reference/scenario.md')).toBe(scenarioReference());
});

it('docs/reference/study.md is up to date (npx tsx scripts/generate-reference.ts)', () => {
  expect(read('docs/reference/study.md')).toBe(studyReference());
});

it('pages name only options that the command line has', () => {
  // Pages also name the options of the script for mutation testing.
  const sources = [read('docs/reference/cli.md'), read('scripts/mutate.ts')];
  const known = new Set(sources.flatMap((text) => text.match(/--[a-z][\w-]*/g) ?? []));
  const named = PAGES.filter((page) => !page.startsWith('docs/reference/')).flatMap((page) =>
    read(page)
      .split('\n')
      .filter((line) => /satqn|`--/.test(line) && !/^ {4}(sudo|podman) /.test(line))
      .flatMap((line) =>
        (line.match(/(?<=[\s`])--[a-z][\w-]*/g) ?? []).map((option) => `${page}: ${option}`),
      ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((one) => !known.has(one.split(': ')[1]!))).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { satqnProcess, workplace } from './satqn.ts';

const { path } = workplace();

/** The scripts that a command loads. */
async function loadedBy(folder: string, ...args: string[]): Promise<string[]> {
  const { code } = await satqnProcess(args, { env: { NODE_V8_COVERAGE: path(folder) } });
  expect(code).toBe(0);
  const coverage = readdirSync(path(folder)).map((file) => readFileSync(path(`${folder}/${file}`), 'utf8'));
  const urls = coverage.flatMap((text) => (JSON.parse(text) as { result: { url: string }[] }).result);
  return urls.map(({ url }) => url).filter((url) => /\/(dist|node_modules)\//.test(url));
}

it('satqn --version loads no command', async () => {
  const loaded = await loadedBy('version', '--version');
  expect(loaded.filter((url) => url.includes('/dist/cli/')).length).toBeGreaterThan(1);
  expect(
    loaded.filter((url) => /\/dist\/cli\/commands\/|\/node_modules\/(zod|echarts|yaml)\//.test(url)),
  ).toEqual([]);
});

it('a command loads none of the others', async () => {
  const loaded = await loadedBy('import', 'import', '--help');
  expect(loaded.flatMap((url) => /\/commands\/(\w+)\.js$/.exec(url)?.[1] ?? [])).toEqual(['import']);
});

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from 'vitest';
import { PAGES, ROOT, read } from './pages.ts';

/** The name that GitHub gives to a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map((match) => anchorOf(match[1]!));

const isInRepository = (file: string): boolean => existsSync(new URL(file, ROOT));

/** What is wrong with the links of a text on `page`; `exists` says which files there are. */
function brokenLinks(page: string, text: string, exists = isInRepository): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
    const target = match[1]!;
    if (/^https?:/.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!exists(file)) return [`${target}: no such file`];
    return anchor === undefined || anchorsOf(file).includes(anchor) ? [] : [`${target}: no such heading`];
  });
}

describe('links of the documentation', () => {
  it.each(PAGES)('%s', (page) => {
    expect(brokenLinks(page, read(page))).toEqual([]);
  });

  it('are noticed if they are broken', () => {
    const text = '[a](nowhere.md) [b](#nothing) [c](docs/scenario.md#keys) [d](https://example.org/x)';
    expect(brokenLinks('README.md', text)).toEqual(['nowhere.md: no such file', '#nothing: no such heading']);
  });

  it('lead from the list of decisions to each of them', () => {
    const decisions = PAGES.filter((page) => /^docs\/decisions\/\d/.test(page));
    const list = read('docs/decisions/README.md');
    expect(decisions.length).toBeGreaterThan(20);
    expect(decisions.filter((page) => !list.includes(`(${page.split('/').at(-1)})`))).toEqual([]);
  });
});

describe('docs/paper-map.md', () => {
  const map = read('docs/paper-map.md');

  it('names functions that exist in the files that it names', () => {
    const named = [...map.matchAll(/`([\w/-]+\.ts):(\w+)`/g)].map((match) => [match[1]!, match[2]!] as const);
    expect(named.length).toBeGreaterThan(30);
    const missing = named.filter(
      ([file, name]) =>
        !existsSync(new URL(`src/${file}`, ROOT)) ||
        !new RegExp(`^export .*\\b${name}\\b`, 'm').test(read(`src/${file}`)),
    );
    expect(missing).toEqual([]);
  });

  it('names tests that exist', () => {
    const named = [...map.matchAll(/`([\w/-]+\.test\.ts)`/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !existsSync(new URL(`test/${file}`, ROOT)))).toEqual([]);
  });
});

describe('the package', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }]: [{ files: { path: string }[] }] = JSON.parse(output);
  const packed = new Set(files.map(({ path }) => path));
  // A link may also lead to a folder.
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) packed.add(folder);
  }
  const isPacked = (file: string) => packed.has(file.replace(/\/$/, ''));
  const pages = [...packed].filter((file) => file.endsWith('.md'));

  it('has all pages of the documentation', () => {
    expect(PAGES.filter((page) => !isPacked(page))).toEqual([]);
  });

  it.each(pages)('has what %s links to', (page) => {
    expect(brokenLinks(page, read(page), isPacked)).toEqual([]);
  });

  it('lacks what only the repository has', () => {
    const text = '[a](../bench) [b](../bench/families.ts) [c](guides/) [d](../test/docs/links.test.ts#a)';
    expect(brokenLinks('docs/examples.md', text, isPacked)).toEqual([
      '../bench/families.ts: no such file',
      '../test/docs/links.test.ts#a: no such file',
    ]);
  });
});

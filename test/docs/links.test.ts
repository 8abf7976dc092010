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

/** What is wrong with the links of a text that stands at `page`. */
function brokenLinks(page: string, text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
    const target = match[1]!;
    if (/^https?:/.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(new URL(file, ROOT))) return [`${target}: no such file`];
    return anchor === undefined || anchorsOf(file).includes(anchor) ? [] : [`${target}: no such heading`];
  });
}

describe('links of the documentation', () => {
  it.each(PAGES)('%s', (page) => {
    expect(brokenLinks(page, read(page))).toEqual([]);
  });

  it('would not be silent about a broken one', () => {
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

it('links of README.md lead to files of the package', () => {
  const { files } = JSON.parse(read('package.json')) as { files: string[] };
  const packed = [...files, 'LICENSE', 'README.md'];
  const targets = [...read('README.md').matchAll(/\]\(([^)\s#]+)/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^https?:/.test(target));
  expect(targets.length).toBeGreaterThan(10);
  expect(
    targets.filter((target) => !packed.some((one) => target === one || target.startsWith(`${one}/`))),
  ).toEqual([]);
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { blocksOf, PAGES, ROOT } from './pages.ts';

/** They take minutes, a browser, or a solver that need not be there. */
const SKIPPED = /\bfig5\b|satqn studio|--solver|seed 7 \| satqn compare|\b(glpsol|cbc) /;

const pages = PAGES.filter((page) => page.startsWith('docs/guides/')).flatMap((page) => {
  const lines = blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ content }) => content.trim().split('\n'))
    .filter((line) => !SKIPPED.test(line));
  return lines.length > 0 ? [[page, lines] as const] : [];
});

describe('commands of the guides run as written beside the files in examples/small', () => {
  const directories: string[] = [];
  afterAll(() => {
    for (const directory of directories) rmSync(directory, { recursive: true });
  });

  it.each(pages)('%s', (_, lines) => {
    const directory = mkdtempSync(join(tmpdir(), 'satqn-commands-'));
    directories.push(directory);
    cpSync(fileURLToPath(new URL('examples/small', ROOT)), directory, { recursive: true });
    const bin = fileURLToPath(new URL('bin/satqn.js', ROOT));
    for (const line of lines) {
      const script = `set -o pipefail; satqn() { "${process.execPath}" "${bin}" "$@"; }; ${line}`;
      const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
      expect({ line, status }, stderr).toEqual({ line, status: 0 });
    }
  });
});

it('covers several pages', () => {
  expect(pages.length).toBeGreaterThan(4);
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { blockCommandsOf, commandsOf, unknownIn } from './commands.ts';
import { PAGES, ROOT } from './pages.ts';

const pathOf = (file: string) => fileURLToPath(new URL(file, ROOT));

/** They take minutes, a browser, a queue, a service, or a solver that need not be there. */
const SKIPPED =
  /--queue|satqn serve|^(redis-server|export|ssh|jq|curl|sudo|podman) |\bfig5\b|study hybrid|satqn studio|--solver|seed 7 \| satqn compare|\b(glpsol|cbc) /;

const guides = PAGES.filter((page) => page.startsWith('docs/guides/')).flatMap((page) => {
  const lines = blockCommandsOf(page).filter((line) => !SKIPPED.test(line));
  return lines.length > 0 ? [[page, lines] as const] : [];
});

/** What takes seconds on the other pages. The rest takes longer, needs a browser, or writes into the repository. */
const QUICK: readonly (readonly [page: string, lines: readonly string[]])[] = [
  [
    'README.md',
    [
      'npx satqn plan examples/paper.yaml --gap 0.01',
      'npx satqn verify runs/paper',
      'npx satqn calc purify --fidelity 0.85 --target 0.98',
    ],
  ],
  ['docs/examples.md', ['node --import tsx scripts/micius-2016.ts']],
  ['docs/contributing.md', ['npx tsx scripts/regression/programs.ts --text paper/PS-EGR/whole']],
  ['docs/performance.md', ['node --import tsx bench/scale-table.ts']],
];

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'satqn-commands-'));
  directories.push(directory);
  return directory;
}

/** Runs a line of commands with this build of satqn and with packages that are installed already. */
function run(line: string, directory: string): void {
  const node = `"${process.execPath}"`;
  const functions = [
    `satqn() { ${node} "${pathOf('bin/satqn.js')}" "$@"; }`,
    `tsx() { ${node} --import tsx "$@"; }`,
    'npx() { "$@"; }',
  ];
  const script = ['set -o pipefail', ...functions, line].join('; ');
  const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: directory, encoding: 'utf8' });
  expect({ line, status }, stderr).toEqual({ line, status: 0 });
}

describe('commands of the guides run as written beside the files in examples/small', () => {
  it.each(guides)('%s', (_, lines) => {
    const directory = makeDirectory();
    cpSync(pathOf('examples/small'), directory, { recursive: true });
    for (const line of lines) run(line, directory);
  });

  it('covers several pages', () => {
    expect(guides.length).toBeGreaterThan(4);
  });
});

describe('quick commands of other pages run as written in the repository', () => {
  it.each(QUICK)('%s', (page, lines) => {
    const directory = makeDirectory();
    for (const name of readdirSync(pathOf('.'))) {
      if (!['.git', 'dist', 'runs'].includes(name)) symlinkSync(pathOf(name), join(directory, name));
    }
    for (const line of lines) {
      expect(commandsOf(page)).toContain(line);
      run(line, directory);
    }
  });
});

describe('commands name only subcommands, options, scripts and files that exist', () => {
  const files = ['examples', 'examples/small', 'studies'].flatMap((folder) =>
    readdirSync(pathOf(folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${folder}/${name}`),
  );
  // The reference is made from the help; the changelog may name what is gone.
  const pages = PAGES.filter((page) => !/^(docs\/reference|CHANGELOG)/.test(page));
  const all = [...pages, ...files].flatMap((page) => commandsOf(page).map((line) => [page, line] as const));

  it.each(all)('%s: %s', (_, line) => {
    expect(unknownIn(line)).toEqual([]);
  });

  it('covers many commands', () => {
    expect(new Set(all.map(([page]) => page)).size).toBeGreaterThan(15);
    expect(all.length).toBeGreaterThan(80);
  });

  it.each([
    ['satqn plant a.yaml', ['satqn plant']],
    ['npx satqn plan examples/none.yaml --gap 1 --gaps 2', ['--gaps', 'examples/none.yaml']],
    ['satqn calc purity --fidelity 1', ['satqn calc purity']],
    ['satqn study fig7 && satqn export a.yaml --form mps > b.mps', ['fig7', '--form']],
    ['npm run build && npm run builds', ['builds']],
    ['npm run mutate -- src/none --each 5', ['--each', 'src/none']],
    ['npx tsx scripts/none.ts', ['scripts/none.ts']],
    ['node --imports tsx bench/scale.ts metro --stale', ['--imports', '--stale']],
  ])('would notice the mistakes in %s', (line, mistakes) => {
    expect(unknownIn(line)).toEqual(mistakes);
  });
});

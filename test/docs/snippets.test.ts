import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/main.ts';
import { importNetwork, parseScenario } from '../../src/index.ts';
import { checkInstances } from '../../src/study/check-instances.ts';
import { jobCount } from '../../src/study/grid.ts';
import { parseStudy } from '../../src/study/parse.ts';
import { blocksOf, PAGES, ROOT, read } from './pages.ts';

interface Target {
  readonly default: string;
}
const { exports: entries } = JSON.parse(read('package.json')) as {
  exports: Record<string, Target | string>;
};

/** Source of an entry point of package.json, of which `dist` is built. */
const sourceOf = (specifier: string): string => {
  const target = entries[specifier.replace(/^satqn/, '.')];
  if (typeof target !== 'object') throw new Error(`${specifier} is no entry point.`);
  return new URL(target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'), ROOT).href;
};

/** What a module prints, with the entry points taken from source. */
async function outputOf(code: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'satqn-snippet-'));
  try {
    const file = join(directory, 'snippet.mjs');
    await writeFile(
      file,
      code.replace(/(?<=from ')satqn[\w/]*(?=')/g, (specifier) => sourceOf(specifier)),
    );
    const loader = import.meta.resolve('tsx');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, file], {
      cwd: fileURLToPath(ROOT),
    });
    return stdout;
  } finally {
    await rm(directory, { recursive: true });
  }
}

describe('modules of docs/guides/library.md print the text below them', () => {
  const blocks = blocksOf('docs/guides/library.md');
  const modules = blocks.flatMap(({ language, content }, i) =>
    language === 'js' ? [[content.split('\n')[0]!, content, blocks[i + 1]!] as const] : [],
  );

  it.each(modules)('%s', async (_, code, below) => {
    expect(below.language).toBe('text');
    expect(await outputOf(code)).toBe(below.content);
  });
});

describe('sessions of the guides', () => {
  const sessions = PAGES.flatMap(blocksOf).filter(({ language }) => language === 'console');
  const commands = sessions.flatMap(({ content }) =>
    content.split(/^\$ satqn /m).flatMap((part): [string, string][] => {
      const [command, ...output] = part.split('\n');
      return command ? [[command, output.join('\n')]] : [];
    }),
  );

  it.each(commands)('satqn %s', async (command, output) => {
    let printed = '';
    const write = (text: string) => {
      printed += text;
    };
    const streams = { out: write, err: write, outIsTerminal: false, errIsTerminal: false, mayColor: false };
    expect(await runCli(command.split(' '), streams)).toBe(0);
    expect(printed).toBe(output);
  });
});

it('the study of docs/guides/study.md fits its base', () => {
  const yaml = blocksOf('docs/guides/study.md').find(({ language }) => language === 'yaml')!;
  const source = parseStudy(yaml.content);
  const { base } = source.study;
  if (base.kind !== 'generator') throw new Error('It has another base.');
  expect(checkInstances(source, base)).toEqual([]);
  expect(jobCount(source.study)).toBe(3 * 2 * 5);
});

describe('data of docs/guides/data.md', () => {
  const blocks = blocksOf('docs/guides/data.md');
  const block = (language: string) => blocks.find((one) => one.language === language)!.content;

  it('the scenario parses', () => {
    expect(parseScenario(block('yaml')).demands[0]!.id).toBe('Delingha~Lijiang');
  });

  it('the table is read as the page says', () => {
    const { scenario } = importNetwork(block('csv'));
    expect(scenario.fibres).toEqual([{ ends: ['Graz', 'Vienna'], lengthKm: 190 }]);
    expect(scenario.links?.map(({ class: linkClass, capacity }) => [linkClass, capacity])).toEqual([
      ['A2G', 1200],
      ['A2G', 1100],
    ]);
  });
});

it('the entry points of package.json are those of docs/guides/library.md, and can be loaded', async () => {
  const names = Object.entries(entries).flatMap(([name, target]) =>
    typeof target === 'object' ? [name.replace(/^\./, 'satqn')] : [],
  );
  const listed = [...read('docs/guides/library.md').matchAll(/^\| `(satqn[\w/]*)` \|/gm)].map(
    (row) => row[1],
  );
  expect(names).toEqual(listed);
  for (const name of names) expect(Object.keys(await import(sourceOf(name))), name).not.toEqual([]);
});

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SCHEME_NAMES } from '../../src/domain/schemes/schemes.ts';
import { FIGURES } from '../../src/report/figures/figures.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

const require = createRequire(import.meta.url);
/** The folders and files for which .dependency-layers.cjs says what they may import. */
const layers: Readonly<Record<string, readonly string[]>> = require('../../.dependency-layers.cjs');
const names = Object.keys(layers);
const layerOf = (file: string) => names.find((name) => file === name || file.startsWith(`${name}/`));

interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** What dependency-cruiser finds with the committed rules in `src` and `web` of a folder. */
async function cruise(folder: string): Promise<Cruise> {
  const command = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(ROOT, '.dependency-cruiser.cjs');
  const options = ['src', 'web', '--config', config, '--output-type', 'json'];
  const { stdout } = await run(process.execPath, [command, ...options], {
    cwd: folder,
    maxBuffer: 2 ** 28,
  }).catch(
    // Violations make it exit with their number; without output it failed for another reason.
    (failure: { stdout?: string }) => (failure.stdout ? { stdout: failure.stdout } : Promise.reject(failure)),
  );
  return JSON.parse(stdout) as Cruise;
}

/** What dependency-cruiser finds in a folder with only these files. */
async function cruiseFiles(files: Readonly<Record<string, string>>): Promise<Cruise> {
  const folder = await mkdtemp(join(tmpdir(), 'satqn-imports-'));
  try {
    for (const [file, text] of Object.entries({ 'tsconfig.json': '{}', ...files })) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    return await cruise(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const filesOf = async (folder: string, endings: RegExp) =>
  (await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
const sources = await filesOf('src', /\.ts$/);
const studio = await filesOf('web', /\.tsx?$/);
const textOf = (file: string) => readFile(join(ROOT, file), 'utf8');

describe('the architecture', () => {
  it('lists what every folder may import', async () => {
    const entries = await Promise.all(['src', 'web'].map((root) => readdir(join(ROOT, root))));
    const [inSrc, inWeb] = entries.map((found) => found.filter((name) => !/\.(html|svg|json)$/.test(name)));
    const all = [...inSrc!.map((name) => `src/${name}`), ...inWeb!.map((name) => `web/${name}`)];
    expect(names.toSorted()).toEqual(all.toSorted());
  });

  it('has no import that is not allowed, and allows none that nobody uses', async () => {
    const { modules, summary } = await cruise(ROOT);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThanOrEqual(sources.length + studio.length - 1);
    const used = new Set(
      modules.flatMap(({ source, dependencies }) =>
        dependencies.map(({ resolved }) => `${layerOf(source)} → ${layerOf(resolved)}`),
      ),
    );
    const allowed = names.flatMap((name) => layers[name]!.map((other) => `${name} → ${other}`));
    expect(allowed.length).toBeGreaterThan(100);
    expect(allowed.filter((pair) => !used.has(pair))).toEqual([]);
  });

  it('would notice an import from any folder that is not listed', async () => {
    const isFile = (name: string) => /\.tsx?$/.test(name);
    // Every folder has one file that imports all others, and one to be imported, so that there are no cycles.
    const folders = names.filter((name) => !isFile(name));
    const importsOf = (from: string) =>
      folders
        .filter((name) => name !== from)
        .map((name) => `import '${isFile(from) ? '..' : '../..'}/${name}/used.ts';\n`)
        .join('');
    const files = Object.fromEntries([
      ...folders.map((name) => [`${name}/used.ts`, '']),
      ...names.map((name) => [isFile(name) ? name : `${name}/user.ts`, importsOf(name)]),
    ]);
    const { summary } = await cruiseFiles(files);
    const found = summary.violations
      .filter(({ rule }) => rule.name.endsWith('-imports-what-is-listed'))
      .map(({ from, to }) => `${layerOf(from)} → ${layerOf(to)}`);
    const forbidden = names.flatMap((name) =>
      folders
        .filter((other) => other !== name && !layers[name]!.includes(other))
        .map((other) => `${name} → ${other}`),
    );
    expect(forbidden.length).toBeGreaterThan(400);
    expect(found.toSorted()).toEqual(forbidden.toSorted());
  });

  it('would notice a breach of every other rule', async () => {
    const { summary } = await cruiseFiles({
      'src/verify/checker.ts': "import '../model/builder.ts';\n",
      'src/simulation/engine.ts': "import '../model/builder.ts';\n",
      'src/model/builder.ts': "import '../planning/job.ts';\nimport 'node:fs';\n",
      'src/planning/job.ts': "import '../verify/checker.ts';\nimport 'highs';\n",
      'node_modules/highs/package.json': '{ "name": "highs", "main": "main.js" }',
      'node_modules/highs/main.js': '',
      'src/node/report.ts': "import 'bullmq';\nimport 'fastify';\n",
      'node_modules/fastify/package.json': '{ "name": "fastify", "main": "main.js" }',
      'node_modules/fastify/main.js': '',
      'node_modules/bullmq/package.json': '{ "name": "bullmq", "main": "main.js" }',
      'node_modules/bullmq/main.js': '',
      'src/cli/main.ts': "import '../../web/view/app.ts';\n",
      'src/domain/schemes/sos.ts': '',
      'web/view/app.ts': "import '../../src/domain/schemes/sos.ts';\n",
      'web/model/scene.ts': "import '../../src/cli/main.ts';\nimport 'node:fs';\n",
    });
    const isOfLayers = (rule: string) => rule.endsWith('-imports-what-is-listed');
    const { forbidden }: { forbidden: { name: string }[] } = require('../../.dependency-cruiser.cjs');
    const others = forbidden.map(({ name }) => name).filter((name) => !isOfLayers(name));
    expect(others).toHaveLength(11);
    const broken = summary.violations.map(({ rule }) => rule.name).filter((name) => !isOfLayers(name));
    expect(new Set(broken)).toEqual(new Set(others));
  });

  it('has a studio that names no scheme and no figure', async () => {
    const entries = [...SCHEME_NAMES, ...FIGURES.map(({ name }) => name)];
    expect(entries.length).toBeGreaterThan(8);
    const quoted = new RegExp(`['"\`](${entries.join('|')})['"\`]`);
    expect("name: 'ps-egr'").toMatch(quoted);
    const texts = await Promise.all(
      studio.map(async (file) => `${file}: ${quoted.exec(await textOf(file))?.[0]}`),
    );
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter((text) => !text.endsWith(': undefined'))).toEqual([]);
  });

  it('has no file of more than 400 lines', async () => {
    const lines = await Promise.all(
      [...sources, ...studio].map(async (file) => ({
        file,
        count: (await textOf(file)).trimEnd().split('\n').length,
      })),
    );
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter(({ count }) => count > 400)).toEqual([]);
  });

  it('uses clock, chance, console and process only in the shells', async () => {
    const shell = /^src\/(node|cli|solvers)\//;
    const machine = /\b(Math\.random|Date\.now|new Date\(\)|performance\.now|console\.|process\.\w)/;
    const core = sources.filter((file) => !shell.test(file));
    const found = await Promise.all(
      core.map(async (file) =>
        (await textOf(file))
          .split('\n')
          .flatMap((line, i) => (machine.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
      ),
    );
    expect(found.flat()).toEqual([]);
  });
});

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SCHEME_NAMES } from '../src/domain/schemes/schemes.ts';
import { FIGURES } from '../src/report/figures/figures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** What dependency-cruiser finds with the committed rules in `src` of a folder. */
async function cruise(folder: string): Promise<Cruise['summary']> {
  const command = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(ROOT, '.dependency-cruiser.cjs');
  const folders = existsSync(join(folder, 'web')) ? ['src', 'web'] : ['src'];
  const options = [...folders, '--config', config, '--output-type', 'json'];
  const { stdout } = await run(process.execPath, [command, ...options], {
    cwd: folder,
    maxBuffer: 2 ** 28,
  }).catch(
    // Violations make it exit with their number; without output it failed for another reason.
    (failure: { stdout?: string }) => (failure.stdout ? { stdout: failure.stdout } : Promise.reject(failure)),
  );
  return (JSON.parse(stdout) as Cruise).summary;
}

const filesOf = async (folder: string, endings: RegExp) =>
  (await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
const sources = await filesOf('src', /\.ts$/);
const studio = await filesOf('web', /\.tsx?$/);
const textOf = (file: string) => readFile(join(ROOT, file), 'utf8');

describe('the house', () => {
  it('keeps the direction of imports', async () => {
    const { violations, totalCruised } = await cruise(ROOT);
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(totalCruised).toBeGreaterThanOrEqual(sources.length + studio.length - 1);
  });

  it('would not keep still about a breach', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'house-'));
    const files = {
      'tsconfig.json': '{}',
      'src/verify/checker.ts': "import '../model/builder.ts';\n",
      'src/model/builder.ts': "import '../planning/job.ts';\nimport 'node:fs';\n",
      'src/planning/job.ts': "import '../verify/checker.ts';\n",
      'src/services/queue.ts': "import '../cli/main.ts';\n",
      'src/cli/main.ts': "import '../../web/view/app.ts';\n",
      'src/domain/schemes/sos.ts': '',
      'src/orbit/pass.ts': "import '../exchange/exporters/lp.ts';\n",
      'src/calculators/pass.ts': "import '../planning/job.ts';\n",
      'src/exchange/exporters/lp.ts': "import '../../planning/job.ts';\n",
      'web/view/app.ts': "import '../../src/domain/schemes/sos.ts';\n",
      'web/model/scene.ts': "import '../view/app.ts';\nimport '../../src/cli/main.ts';\nimport 'node:fs';\n",
    };
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    const { violations } = await cruise(folder);
    await rm(folder, { recursive: true });
    expect(new Set(violations.map(({ rule }) => rule.name))).toEqual(
      new Set([
        'verify-imports-only-below',
        'verifier-shares-nothing-with-the-model-builder',
        'model-imports-only-below',
        'orbit-imports-only-below',
        'calculators-imports-only-below',
        'exchange-imports-only-below',
        'services-imports-only-below',
        'only-shells-touch-the-machine',
        'no-circles',
        'core-knows-no-studio',
        'studio-model-imports-only-below',
        'studio-knows-no-shell',
        'studio-touches-no-machine',
        'studio-walks-the-lists',
      ]),
    );
  });

  it('has a studio that names no scheme and no figure', async () => {
    const names = [...SCHEME_NAMES, ...FIGURES.map(({ name }) => name)];
    expect(names.length).toBeGreaterThan(8);
    const quoted = new RegExp(`['"\`](${names.join('|')})['"\`]`);
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

  it('keeps clock, chance, console and process out of what lies below the shells', async () => {
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

/**
 * Breaks the source once at a time and sees whether a test notices: what survives is either the same
 * program in other words, or a rule without a test. It takes hours, so it can be stopped at any moment
 * and goes on from its log, in which only mutants of the same text count.
 *
 *   node --import tsx scripts/mutate.ts src/verify [src/model …] [--every 5] [--log mutations.ndjson]
 *
 * A directory or file is tested by the tests of the directory of the same name, `test/NAME`; more of them
 * with `--tests test/app`. `--every n` takes every nth mutant; `--survivors` tries again what no test noticed
 * before, and nothing else. All happens in a copy of the repository.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Mutant, mutantsOf } from './mutation/mutants.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    log: { type: 'string', default: 'mutations.ndjson' },
    survivors: { type: 'boolean', default: false },
    tests: { type: 'string', multiple: true, default: [] },
  },
});
const root = resolve(import.meta.dirname, '..');
const every = Number(values.every);
if (positionals.length === 0 || !(every >= 1)) {
  console.error('Say what to break, such as src/verify.');
  process.exit(2);
}

interface Outcome {
  readonly file: string;
  readonly line: number;
  readonly change: string;
  readonly start: number;
  /** What it was a mutant of. */
  readonly hash: string;
  readonly tests: string;
  readonly outcome: 'killed' | 'survived' | 'too slow';
}

/** Seconds beyond which a mutant counts as found out, in multiples of the unbroken run. */
const PATIENCE = 5;
const COPIED = ['src', 'test', 'examples', 'studies', 'docs', 'bench', 'scripts', 'bin', 'schema'];

const copy = mkdtempSync(join(tmpdir(), 'satqn-mutants-'));
let running: number | undefined;
const stop = () => {
  if (running !== undefined) process.kill(-running, 'SIGKILL');
  running = undefined;
};
process.on('exit', () => {
  stop();
  rmSync(copy, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
for (const name of [...COPIED, 'package.json', 'tsconfig.json']) {
  if (existsSync(join(root, name))) cpSync(join(root, name), join(copy, name), { recursive: true });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
/** One worker without isolation, and small test files first: most mutants fall to those. */
writeFileSync(
  join(copy, 'vitest.config.ts'),
  `import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
const seconds = JSON.parse(process.env.MUTATION_SECONDS ?? '{}');
const timeOf = ({ moduleId }) => seconds[moduleId] ?? statSync(moduleId).size / 1e9;
class QuickFirst extends BaseSequencer {
  async sort(files) {
    return files.toSorted((a, b) => timeOf(a) - timeOf(b));
  }
}
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    execArgv: ['--import', 'tsx'],
    pool: 'forks',
    maxWorkers: 1,
    isolate: false,
    fileParallelism: false,
    sequence: { sequencer: QuickFirst },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
`,
);

/** The tests of a source file: those of its directory, and what was asked for besides. */
const testsOf = (file: string): string[] => {
  const [, directory] = file.split('/');
  return [`test/${directory}`, ...values.tests].filter((path) => existsSync(join(copy, path)));
};

function run(
  tests: readonly string[],
  env: NodeJS.ProcessEnv,
  timeoutSeconds: number,
  report: string | null,
) {
  const reporters = report === null ? ['--reporter', 'dot'] : ['--reporter', 'json', '--outputFile', report];
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--bail', '1', ...reporters, ...tests],
    { cwd: copy, stdio: 'ignore', env: { ...process.env, ...env }, detached: true },
  );
  running = child.pid;
  return new Promise<'passed' | 'failed' | 'too slow'>((done) => {
    const timer = setTimeout(() => {
      stop();
      done('too slow');
    }, 1000 * timeoutSeconds);
    child.on('exit', (code) => {
      running = undefined;
      clearTimeout(timer);
      done(code === 0 ? 'passed' : 'failed');
    });
  });
}

/** How long the unbroken tests take, in all and by file. */
async function measure(tests: readonly string[]) {
  const report = join(copy, 'report.json');
  const began = performance.now();
  const outcome = await run(tests, {}, 3600, report);
  if (outcome !== 'passed') throw new Error(`The tests ${tests.join(', ')} fail without a mutant.`);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { name: string; startTime: number; endTime: number }[];
  };
  const seconds = Object.fromEntries(testResults.map((file) => [file.name, file.endTime - file.startTime]));
  return { total: (performance.now() - began) / 1000, env: { MUTATION_SECONDS: JSON.stringify(seconds) } };
}

const filesIn = (path: string): string[] =>
  statSync(join(root, path)).isDirectory()
    ? readdirSync(join(root, path))
        .sort()
        .flatMap((name) => filesIn(`${path}/${name}`))
    : path.endsWith('.ts')
      ? [path]
      : [];
const hashOf = (text: string): string => {
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) ^ text.charCodeAt(i)) >>> 0;
  return hash.toString(16);
};
const keyOf = ({ file, hash, start, change }: Pick<Outcome, 'file' | 'hash' | 'start' | 'change'>) =>
  JSON.stringify([file, hash, start, change]);

const log = resolve(values.log);
const known = new Map<string, Outcome>();
if (existsSync(log)) {
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    if (line === '') continue;
    const outcome = JSON.parse(line) as Outcome;
    known.set(keyOf(outcome), outcome);
  }
}

const measured = new Map<string, Awaited<ReturnType<typeof measure>>>();
const seen: Outcome[] = [];
let count = 0;
for (const file of positionals.flatMap((path) => filesIn(relative(root, resolve(path))))) {
  const text = readFileSync(join(copy, file), 'utf8');
  const hash = hashOf(text);
  for (const mutant of mutantsOf(file, text)) {
    if (count++ % every !== 0) continue;
    const tests = testsOf(file);
    const identity = { file, hash, start: mutant.start, change: mutant.change };
    const before = known.get(keyOf(identity));
    if (values.survivors && before?.outcome !== 'survived') continue;
    // A survivor is tried again by other tests.
    const isSettled =
      before !== undefined &&
      !values.survivors &&
      (before.outcome !== 'survived' || before.tests === tests.join(' '));
    const outcome = isSettled
      ? before
      : { ...identity, line: mutant.line, ...(await tryOut(file, text, mutant, tests)) };
    if (!isSettled) appendFileSync(log, `${JSON.stringify(outcome)}\n`);
    seen.push(outcome);
    if (outcome.outcome === 'survived') console.log(`${file}:${mutant.line}  ${mutant.change}`);
  }
}
const survivors = seen.filter(({ outcome }) => outcome === 'survived').length;
console.log(`${seen.length} mutants, ${seen.length - survivors} found out, ${survivors} survived`);

async function tryOut(
  file: string,
  text: string,
  { start, end, replacement }: Mutant,
  tests: readonly string[],
) {
  const key = tests.join(' ');
  const unbroken = measured.get(key) ?? (await measure(tests));
  measured.set(key, unbroken);
  writeFileSync(join(copy, file), text.slice(0, start) + replacement + text.slice(end));
  const result = await run(tests, unbroken.env, 30 + PATIENCE * unbroken.total, null);
  writeFileSync(join(copy, file), text);
  const outcome =
    result === 'passed' ? ('survived' as const) : result === 'failed' ? ('killed' as const) : result;
  return { tests: key, outcome };
}

/**
 * Breaks the source in one place at a time and checks whether a test notices. A mutant that survives is either an
 * equivalent program or a rule without a test. A run takes hours; you can stop it at any time, and it continues from
 * its log, in which only mutants of the same text count.
 *
 *   node --import tsx scripts/mutate.ts src/verify [src/model …] [--every 5] [--log mutations.ndjson]
 *
 * It runs the tests in the directory with the same name, `test/NAME`, and more with `--tests test/planning`. `--every
 * n` takes every nth mutant; `--survivors` tries only mutants again that no test noticed before. Everything happens in
 * a copy of the repository.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
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
import type { Answer, Order } from './mutation/test-runner.ts';

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
  /** Hash of the text that was changed. */
  readonly hash: string;
  readonly tests: string;
  readonly outcome: 'killed' | 'survived' | 'too slow';
}

/** A mutant whose tests take this many times longer than the unbroken ones counts as noticed. */
const PATIENCE = 5;
const COPIED = ['src', 'test', 'examples', 'studies', 'docs', 'bench', 'scripts', 'bin', 'schema'];

const copy = mkdtempSync(join(tmpdir(), 'satqn-mutants-'));
let runner: ChildProcess | undefined;
const stop = () => {
  const group = runner?.pid;
  runner = undefined;
  if (group === undefined) return;
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has already ended.
  }
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
/** One worker without isolation, and small test files first, since they notice most mutants. */
writeFileSync(
  join(copy, 'vitest.config.ts'),
  `import { statSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { readFileSync } from 'node:fs';
const took = (() => {
  try {
    return JSON.parse(readFileSync(new URL('./milliseconds.json', import.meta.url), 'utf8'));
  } catch {
    return {};
  }
})();
const timeOf = ({ moduleId }) => took[moduleId] ?? statSync(moduleId).size / 1e9;
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

/** The tests of a source file: those of its directory, and those from `--tests`. */
const testsOf = (file: string): string[] => {
  const [, directory] = file.split('/');
  return [`test/${directory}`, ...values.tests].filter((path) => existsSync(join(copy, path)));
};

/** Runs tests after files have changed; null if they take too long. */
async function run(order: Order, timeoutSeconds: number): Promise<Answer | null> {
  if (runner === undefined) {
    runner = fork(join(root, 'scripts/mutation/test-runner.ts'), {
      cwd: copy,
      stdio: 'ignore',
      detached: true,
    });
    await once(runner, 'message');
  }
  const { pid } = runner;
  const answer = await new Promise<Answer | null>((done) => {
    const timer = setTimeout(() => done(null), 1000 * timeoutSeconds);
    const settle = (outcome: Answer) => {
      clearTimeout(timer);
      done(outcome);
    };
    runner!.removeAllListeners();
    runner!.once('message', settle);
    runner!.once('exit', () => {
      if (runner?.pid === pid) runner = undefined;
      settle({ passed: false, milliseconds: {} });
    });
    runner!.send(order);
  });
  if (answer === null) stop();
  return answer;
}

/** Time of each test file, ms. */
const took: Record<string, number> = {};

/** Measures the unbroken tests, s, and sets the order for the following runs. */
async function measure(tests: readonly string[]): Promise<number> {
  const began = performance.now();
  const answer = await run({ tests, changed: [] }, 3600);
  if (!answer?.passed) throw new Error(`The tests ${tests.join(', ')} fail without a mutant.`);
  Object.assign(took, answer.milliseconds);
  writeFileSync(join(copy, 'milliseconds.json'), JSON.stringify(took));
  stop();
  return (performance.now() - began) / 1000;
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

const measured = new Map<string, number>();
const seen: Outcome[] = [];
/** The last file that was broken. */
let broken: readonly string[] = [];
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
    // A survivor is tried again if there are other tests.
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
stop();

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
  // The previous file has its original text again.
  const answer = await run({ tests, changed: [...broken, file] }, 30 + PATIENCE * unbroken);
  writeFileSync(join(copy, file), text);
  broken = [file];
  const outcome =
    answer === null ? ('too slow' as const) : answer.passed ? ('survived' as const) : ('killed' as const);
  return { tests: key, outcome };
}

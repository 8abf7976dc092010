import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import type { PlanRecord } from '../../src/planning/record.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = join(root, 'bin', 'satqn.js');

if (!existsSync(join(root, 'dist', 'cli', 'main.js'))) {
  throw new Error('dist/ is missing: these tests run the built program. Run `npm run build`, or `npm test`.');
}

/** The built program: its solver threads start quickly, since nothing has to be compiled. */
const { runCli } = (await import(
  pathToFileURL(join(root, 'dist', 'cli', 'main.js')).href
)) as typeof import('../../src/cli/main.ts');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  /** The content of standard input. */
  readonly input?: string | Uint8Array;
  /** Called whenever there is progress, with all progress so far. */
  readonly onProgress?: (err: string) => void;
}

interface ProcessSetting extends Omit<Setting, 'onProgress'> {
  readonly env?: NodeJS.ProcessEnv;
  /** A file for standard output, instead of a pipe. */
  readonly outTo?: string;
  readonly onProgress?: (err: string, process: ChildProcess) => void;
}

/** A directory for the tests of a file, removed after them. */
export function workplace() {
  const before = process.cwd();
  const directory = mkdtempSync(join(tmpdir(), 'satqn-'));
  process.chdir(directory);
  afterAll(() => {
    process.chdir(before);
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    directory,
    path: (name: string) => join(directory, name),
    read: (name: string) => readFileSync(join(directory, name), 'utf8'),
    record: (run: string): PlanRecord => JSON.parse(readFileSync(join(directory, run, 'run.json'), 'utf8')),
  };
}

/** Runs the command in this process, which is quick. */
export async function satqn(args: readonly string[], { input, onProgress }: Setting = {}): Promise<Outcome> {
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
  if (input !== undefined) {
    Object.defineProperty(process, 'stdin', { ...stdin, get: () => Readable.from([Buffer.from(input)]) });
  }
  let [out, err] = ['', ''];
  try {
    const code = await runCli(args, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
        onProgress?.(err);
      },
      outIsTerminal: false,
      errIsTerminal: false,
      mayColor: false,
    });
    return { code, out, err };
  } finally {
    Object.defineProperty(process, 'stdin', stdin);
  }
}

/** Runs the command in its own process: for signals, the environment, and whatever the executable itself does. */
export function satqnProcess(
  args: readonly string[],
  { input, env, outTo, onProgress }: ProcessSetting = {},
): Promise<Outcome & { readonly signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['pipe', outTo === undefined ? 'pipe' : openSync(outTo, 'w'), 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout?.on('data', (piece) => {
      out += piece;
    });
    child.stderr!.on('data', (piece) => {
      err += piece;
      onProgress?.(err, child);
    });
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal, out, err }));
    child.stdin!.end(input ?? '');
  });
}

/** Escape sequences of terminals. */
export const ANSI = '\u001b[';
/** What a stack trace looks like. */
export const STACK_TRACE = /^\s+at .*:\d+:\d+/m;

/** Three nodes in a row; the two links carry 5 and 10 pairs/s in slot 1, the second rests in slot 2. */
export const CHAIN = `satqn: 1
name: chain
horizon: {slots: 2, slotSeconds: 10}
nodes:
  - {id: a, kind: ground}
  - {id: s, kind: satellite}
  - {id: b, kind: ground}
links:
  - {ends: [a, s], capacity: 5, fidelity: 0.99}
  - {ends: [s, b], capacity: [10, 0], fidelity: 0.99}
storage: {kinds: {satellite: 100, ground: 100}}
demands:
  - {source: a, destination: b}
`;

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { PlanRecord } from '../../src/app/recorder.ts';
import { runCli } from '../../src/cli/main.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const BIN = join(root, 'bin', 'satqn.js');

if (!existsSync(join(root, 'dist', 'cli', 'main.js'))) {
  throw new Error('dist/ is missing: these tests run the built program. Run `npm run build`, or `npm test`.');
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A file in place of the pipe that standard output is otherwise. */
  readonly outTo?: string;
  /** Called with the process and what it has told so far, at each piece of its progress. */
  readonly onProgress?: (process: ChildProcess, err: string) => void;
}

/** A directory of its own, gone after the tests of the file. */
export function workplace() {
  const directory = mkdtempSync(join(tmpdir(), 'satqn-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const satqn = (
    args: readonly string[],
    { input, env, outTo, onProgress }: Setting = {},
  ): Promise<Outcome> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [BIN, ...args], {
        cwd: directory,
        env: { PATH: process.env.PATH, ...env },
        stdio: ['pipe', outTo === undefined ? 'pipe' : openSync(outTo, 'w'), 'pipe'],
      });
      let [out, err] = ['', ''];
      child.stdout?.on('data', (piece) => {
        out += piece;
      });
      child.stderr!.on('data', (piece) => {
        err += piece;
        onProgress?.(child, err);
      });
      child.on('error', reject).on('close', (code, signal) => resolve({ code, signal, out, err }));
      child.stdin!.end(input ?? '');
    });
  return {
    directory,
    path: (name: string) => join(directory, name),
    read: (name: string) => readFileSync(join(directory, name), 'utf8'),
    record: (run: string): PlanRecord => JSON.parse(readFileSync(join(directory, run, 'run.json'), 'utf8')),
    satqn,
  };
}

/** The same without a process of its own, for what needs neither files nor standard input. */
export async function inProcess(args: readonly string[]): Promise<Omit<Outcome, 'signal'>> {
  let [out, err] = ['', ''];
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    mayColor: false,
  });
  return { code, out, err };
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

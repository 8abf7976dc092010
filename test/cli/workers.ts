/** Processes of `satqn worker` that tests start, kill and replace. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll } from 'vitest';
import { BIN } from './satqn.ts';

export interface WorkerProcess {
  readonly process: ChildProcess;
  /** What it printed. */
  readonly output: () => string;
  /** Resolves to its exit code. */
  readonly ended: Promise<number | null>;
  /** The processes in which its jobs run. */
  children(): number[];
}

const all: WorkerProcess[] = [];
afterAll(async () => {
  for (const { process } of all) process.kill('SIGKILL');
  await Promise.all(all.map(({ ended }) => ended));
});

export function startWorker(address: string, ...options: readonly string[]): WorkerProcess {
  const child = spawn(process.execPath, [BIN, 'worker', '--queue', address, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => {
      text += piece;
    });
  }
  const worker: WorkerProcess = {
    process: child,
    output: () => text,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    children() {
      const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' });
      return stdout.split('\n').filter(Boolean).map(Number);
    },
  };
  all.push(worker);
  return worker;
}

const about = (pid: number, column: string): string =>
  spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();

export const processorSeconds = (pid: number): number => Number(about(pid, 'cputimes'));

export const isAlive = (pid: number): boolean => /^[^Z]/.test(about(pid, 'stat'));

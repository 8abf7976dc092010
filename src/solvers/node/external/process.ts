import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { SolverError } from '../../../lp/solver.ts';

interface Invocation {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  /** The process is asked to stop (SIGINT) after this many seconds. */
  readonly secondsToInterrupt: number;
  /** It is killed this many seconds after it was asked to stop. */
  readonly secondsToKill: number;
  /** Asks the process to stop when aborted. */
  readonly signal?: AbortSignal;
  /** What it finds on standard input; nothing by default. */
  readonly input?: string;
  /** Receives the lines of standard output as they come, at most `longestLine` characters of each. */
  readonly onLine: (line: string) => void;
  /** By default {@link LONGEST_LINE}. */
  readonly longestLine?: number;
  /** The process is killed if it prints more to standard output; nothing beyond is received. Without a limit by default. */
  readonly mostCharacters?: number;
}

export interface ProcessEnd {
  /** Why it was asked to stop; null if it ended by itself. */
  readonly stop: 'aborted' | 'overdue' | 'talkative' | null;
  /** Its exit code; null if a signal ended it. */
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  /** The last lines that it printed, without control characters. */
  readonly lastWords: string;
}

const LONGEST_LINE = 4096;
const LAST_LINES = 5;
/** The longest time that a timer accepts. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;
/**
 * Whether the process leads a group: then a Ctrl+C meant for us does not reach it, and what it started ends with it.
 */
const LEADS_A_GROUP = process.platform !== 'win32';

const absolutePath = (path: string): string =>
  path
    .split(delimiter)
    .map((folder) => resolve(folder))
    .join(delimiter);

/**
 * Runs a program to its end, without a shell, in the user's environment. It does not outlive this process.
 * @throws SolverError if it cannot be started
 */
export function runProcess(invocation: Invocation): Promise<ProcessEnd> {
  const { command, directory, signal } = invocation;
  const child = spawn(command, invocation.arguments, {
    cwd: directory,
    // Print numbers with a decimal point, and resolve folders of PATH from here, not from the working directory.
    env: { ...process.env, PATH: absolutePath(process.env.PATH ?? ''), LC_ALL: 'C' },
    stdio: [invocation.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    detached: LEADS_A_GROUP,
    windowsHide: true,
  });
  const { stdout, stderr } = child as ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };
  let stop: ProcessEnd['stop'] = null;
  let killer: NodeJS.Timeout | undefined;
  let isOver = false;
  const send = (signal: NodeJS.Signals) => {
    if (!isOver) sendTo(child, signal);
  };
  const kill = () => send('SIGKILL');
  const askToEnd = (reason: NonNullable<ProcessEnd['stop']>) => {
    if (stop !== null) return;
    stop = reason;
    send('SIGINT');
    killer = timer(invocation.secondsToKill, () => {
      kill();
      // Anything that still holds the pipes open is not ours.
      child.stdin?.destroy();
      stdout.destroy();
      stderr.destroy();
    });
  };
  const abort = () => askToEnd('aborted');
  const overdue = timer(invocation.secondsToInterrupt, () => askToEnd('overdue'));
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  process.once('exit', kill);

  const lastLines: string[] = [];
  const keep = (line: string) => {
    if (line.trim() !== '') lastLines.push(line.trim().replace(/\p{Cc}/gu, ' '));
    if (lastLines.length > LAST_LINES) lastLines.shift();
  };
  const { longestLine = LONGEST_LINE, mostCharacters = Number.POSITIVE_INFINITY } = invocation;
  let characters = 0;
  stdout.on('data', (piece: string) => {
    characters += piece.length;
    if (characters > mostCharacters) askToEnd('talkative');
  });
  readLines(stdout, longestLine, (line) => {
    if (characters > mostCharacters) return;
    keep(line);
    invocation.onLine(line);
  });
  readLines(stderr, LONGEST_LINE, keep);
  // It may end without having read everything.
  child.stdin?.on('error', () => {});
  child.stdin?.end(invocation.input);

  return new Promise<ProcessEnd>((resolve, reject) => {
    child.on('error', (error) => {
      reject(new SolverError(`${command} cannot be started: ${error.message}.`, { cause: error }));
    });
    child.on('close', (code, killedBy) => {
      resolve({ stop, code, killedBy, lastWords: lastLines.join('\n') });
    });
  }).finally(() => {
    // What it started and left behind ends with it.
    if (LEADS_A_GROUP) kill();
    isOver = true;
    clearTimeout(overdue);
    clearTimeout(killer);
    signal?.removeEventListener('abort', abort);
    process.off('exit', kill);
  });
}

function timer(seconds: number, work: () => void): NodeJS.Timeout | undefined {
  return seconds * 1000 > LONGEST_TIMER_MILLISECONDS ? undefined : setTimeout(work, seconds * 1000);
}

function sendTo(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (LEADS_A_GROUP) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has just ended.
  }
}

/** Splits a stream at \n; keeps only the beginning of an endless line, so that no output fills the memory. */
function readLines(stream: Readable, longest: number, onLine: (line: string) => void): void {
  let open = '';
  stream.setEncoding('utf8');
  stream.on('data', (piece: string) => {
    const lines = piece.split('\n');
    lines[0] = open + lines[0];
    open = lines.pop()!.slice(0, longest);
    for (const line of lines) onLine(line.slice(0, longest).trimEnd());
  });
  stream.on('end', () => {
    if (open !== '') onLine(open);
  });
}

import { SolverError } from '../../../lp/solver.ts';
import { formatCoo } from '../../../qubo/coo.ts';
import { type BitReader, openBitReader } from '../../../qubo/read-bits.ts';
import type { Sampler, SampleTask } from '../../../qubo/sampler.ts';
import { type ProcessEnd, runProcess } from './process.ts';

/** Room for comments and blank lines beside the reads that were asked for. */
const ROOM = 4;
const LEAST_CHARACTERS = 1_000_000;

/**
 * A program of the user's as a sampler: for each sample a process without a shell that finds a QUBO in coordinate format on
 * standard input, with `reads`, `seconds` and `seed` in comments, and prints one bit string a line. When its time is over,
 * its group is killed, and what it has printed counts. Whatever it prints, only bit strings of the right length are read.
 * @param words the program and its arguments
 */
export const externalSampler = (words: readonly [string, ...string[]], directory: string): Sampler => ({
  name: words.join(' '),
  async sample(task) {
    const reader = openBitReader(task.qubo.linear.length, task.reads);
    try {
      const end = await run(words, directory, task, reader);
      return { reads: reader.reads, trouble: troubleOf(end, reader) };
    } catch (error) {
      if (!(error instanceof SolverError)) throw error;
      return { reads: [], trouble: error.message };
    }
  },
});

function run(
  [command, ...rest]: readonly [string, ...string[]],
  directory: string,
  { qubo, reads, seconds, seed, signal }: SampleTask,
  reader: BitReader,
): Promise<ProcessEnd> {
  const length = qubo.linear.length + 2;
  return runProcess({
    command,
    arguments: rest,
    directory,
    secondsToInterrupt: seconds,
    secondsToKill: 0,
    ...(signal && { signal }),
    input: formatCoo(qubo, { reads, seconds, seed }),
    onLine: reader.take,
    longestLine: length,
    mostCharacters: Math.max(LEAST_CHARACTERS, ROOM * reads * length),
  });
}

function troubleOf({ stop, code, killedBy, lastWords }: ProcessEnd, { unread }: BitReader): string | null {
  if (stop === 'overdue') return 'was stopped at its time limit';
  if (stop === 'talkative') return 'was stopped, since it printed too much';
  if (stop === 'aborted') return 'was interrupted';
  const words = lastWords.split('\n').at(-1)!.slice(0, 200);
  const said = words === '' ? '' : `, saying: ${words}`;
  if (killedBy !== null) return `was ended by ${killedBy}${said}`;
  if (code !== 0) return `ended with code ${code}${said}`;
  return unread > 0 ? `printed lines that are no reads: ${unread}` : null;
}

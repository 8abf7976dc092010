import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.ts';
import type { CheckedRecord } from '../../domain/run-record.ts';
import type { SimulationOptions, SimulationResult } from '../../domain/simulation.ts';
import { formatJson } from '../../io/json.ts';
import { replicationLine, replicationsOf } from '../../simulation/replication-lines.ts';
import type { Block } from '../../simulation/tally.ts';
import { type WriteError, writeAtomically, writeEach } from '../atomic-file.ts';
import { openLineFile } from '../line-file.ts';
import { VERSION } from '../version.ts';

const SIMULATION_FILE = 'simulation.json';
/** Every replication of the last simulation, so that it can go on. */
const REPLICATIONS_FILE = 'simulation.ndjson';

/** What the replications are of; only those of the same can be added up. */
interface Header {
  readonly satqnReplications: 1;
  readonly version: string;
  readonly plan: SimulationResult['plan'];
  readonly options: SimulationOptions;
}

interface ReplicationFile {
  /** Those that are there already. */
  readonly earlier: Block;
  /** Appends the next ones. */
  add(block: Block): void;
  /** Waits until all are written, and tells why they are not. */
  close(): Promise<WriteError | null>;
}

/**
 * Opens the file of replications in the directory of a run, which has to be locked.
 * @param resume keeps those that are there
 * @throws InputError if there is nothing to resume, or something else; WriteError if the file cannot be written
 */
export async function openReplications(
  directory: string,
  { plan, options, resume }: Pick<Header, 'plan' | 'options'> & { readonly resume: boolean },
): Promise<ReplicationFile> {
  const path = join(directory, REPLICATIONS_FILE);
  const header: Header = { satqnReplications: 1, version: VERSION, plan, options };
  const earlier = resume ? await readReplications(path, header) : replicationsOf([]);
  const lines = openLineFile(path);
  if (earlier.outcomes.length === 0) await writeAtomically(path, `${JSON.stringify(header)}\n`);
  let count = earlier.outcomes.length;
  let last: Promise<WriteError | null> = Promise.resolve(null);
  return {
    earlier,
    add(block) {
      last = lines.append(replicationLine(count, block));
      count += 1;
    },
    async close() {
      await last;
      return lines.append('');
    },
  };
}

async function readReplications(path: string, header: Header): Promise<Block> {
  if (!existsSync(path)) {
    throw misfit(path, 'There is no simulation to resume.', 'Leave out --resume.');
  }
  const text = await readFile(path, 'utf8');
  const [first = '', ...lines] = text.split('\n');
  if (first !== JSON.stringify(header)) {
    throw misfit(
      path,
      'The simulation here is of another plan, or was made with other options or by another version.',
      'Give the options that it was made with, or leave out --resume to begin anew.',
    );
  }
  const found = replicationsOf(lines);
  // What was cut off would stay between the lines.
  const whole = lines.slice(0, found.outcomes.length).map((line) => `${line}\n`);
  if (whole.join('') !== lines.join('\n')) await writeAtomically(path, [`${first}\n`, ...whole]);
  return found;
}

const misfit = (file: string, message: string, hint: string): InputError =>
  new InputError([{ path: '', file, message, hint }]);

/** Whether there is a result of a simulation in the directory of a run. */
export const hasSimulation = (directory: string): boolean => existsSync(join(directory, SIMULATION_FILE));

/**
 * Writes the result, and the report of its run with it.
 * @returns the files that could not be written
 */
export const writeSimulation = (
  directory: string,
  record: CheckedRecord,
  result: SimulationResult,
  onFailure: (failure: WriteError) => void,
): Promise<readonly WriteError[]> =>
  writeEach(
    [
      { path: join(directory, SIMULATION_FILE), content: () => `${formatJson(result)}\n` },
      {
        path: join(directory, 'report.html'),
        content: async () => (await import('../../report/html.ts')).reportHtml(record, result),
      },
    ],
    onFailure,
  );

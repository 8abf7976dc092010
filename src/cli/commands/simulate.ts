import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { createColors } from 'picocolors';
import { InputError } from '../../base/errors.ts';
import {
  ARRIVALS,
  type Arrivals,
  DEFAULT_SIMULATION_OPTIONS,
  DISCIPLINES,
  type Discipline,
  ENGINES,
  type Engine,
  FULL_BUFFERS,
  type FullBuffer,
  RELAY_ORDERS,
  type RelayOrder,
  type SimulationOptions,
} from '../../domain/simulation.ts';
import { formatJson } from '../../io/json.ts';
import { parseRunRecord } from '../../io/run-record.ts';
import { type WriteError, writeEach } from '../../node/atomic-file.ts';
import { nodeEnvironment } from '../../node/environment.ts';
import { readRun } from '../../node/run-directory.ts';
import { readStandardInput } from '../../node/scenario-file.ts';
import { simulate, traceReplication } from '../../node/simulation/simulate.ts';
import { VERSION } from '../../node/version.ts';
import { type SimulatedPlan, simulatedPlan } from '../../planning/simulation/prepare-simulation.ts';
import { otherHardware } from '../../report/calibration-words.ts';
import { simulationText } from '../../report/simulation-text.ts';
import { integerWithin, numberWithin, positiveShare } from '../arguments.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import { progressPrinter } from '../progress.ts';
import { printResult, warning, withFailures } from '../result.ts';
import {
  type GridAxis,
  type GridPoint,
  gridFigure,
  gridPoints,
  gridTable,
  optionsAt,
  parseGridAxis,
} from '../simulation-grid.ts';
import { effortWords, simulationProgressPrinter } from '../simulation-progress.ts';
import type { Streams } from '../streams.ts';

interface Flags {
  readonly replications?: number;
  readonly precision?: number;
  readonly discipline?: Discipline;
  readonly engine?: Engine;
  readonly arrivals?: Arrivals;
  readonly seed?: number;
  readonly coherenceSeconds?: number;
  readonly swapSuccess?: number;
  readonly relayBuffer?: number;
  readonly bufferFull?: FullBuffer;
  readonly relayOrder?: RelayOrder;
  readonly workers?: number;
  readonly trace?: number;
  readonly grid?: readonly GridAxis[];
  readonly out?: string;
  readonly trust?: boolean;
  readonly resume?: boolean;
  readonly json?: boolean;
}

/** How many replications are made if nothing is asked for, and at most if a precision is. */
const USUAL_REPLICATIONS = 100;
const MOST_FOR_PRECISION = 10_000;

export function simulateCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  const { discipline, arrivals, engine, seed, relayOrder, bufferFull } = DEFAULT_SIMULATION_OPTIONS;
  return new Command('simulate')
    .description('what of a plan comes true when pairs arrive at random, wait and age')
    .argument('<run>', 'run directory, run.json, or - for standard input')
    .option(
      '--replications <count>',
      `number of replications (default ${USUAL_REPLICATIONS}; with --precision at most ${MOST_FOR_PRECISION})`,
      integerWithin(1, 1_000_000),
    )
    .option(
      '--precision <share>',
      'stop once the 95 % half-width of every demand is at most this share of its plan',
      numberWithin(Number.MIN_VALUE, 1),
    )
    .addOption(
      new Option('--discipline <name>', `who gets a pair that arrives (default ${discipline})`).choices(
        DISCIPLINES,
      ),
    )
    .addOption(
      new Option(
        '--engine <name>',
        `follow every pair, or count them by slot (default ${engine}: pairs, but batch for very many arrivals with the discipline planned)`,
      ).choices(ENGINES),
    )
    .addOption(
      new Option('--arrivals <kind>', `how pairs of links arrive (default ${arrivals})`).choices(ARRIVALS),
    )
    .option('--seed <number>', `random seed (default ${seed})`, integerWithin(0, 2 ** 31 - 1))
    .option(
      '--coherence-seconds <seconds>',
      'let all halves age for which the scenario states nothing',
      numberWithin(Number.MIN_VALUE, Number.MAX_VALUE),
    )
    .option(
      '--swap-success <probability>',
      'probability that a swap succeeds, instead of that of the scenario',
      positiveShare,
    )
    .option(
      '--relay-buffer <pairs>',
      'pairs that may wait in a relay for each hop of a flow (default unlimited)',
      integerWithin(1),
    )
    .addOption(
      new Option(
        '--buffer-full <rule>',
        `displace the oldest pair of a full relay, or refuse the new one (default ${bufferFull})`,
      ).choices(FULL_BUFFERS),
    )
    .addOption(
      new Option(
        '--relay-order <order>',
        `which pair of a relay is joined first (default ${relayOrder})`,
      ).choices(RELAY_ORDERS),
    )
    .option('--workers <count>', 'number of worker threads (default: one per core)', integerWithin(1, 1024))
    .option(
      '--trace <number>',
      'print every event of this replication as NDJSON, and do nothing else',
      integerWithin(1),
    )
    .option(
      '--grid <option=values>',
      'simulate at each of several values of coherence-seconds, swap-success or relay-buffer; give it once or twice',
      parseGridAxis,
    )
    .option('--out <file>', 'write the grid to this file instead: .json or .svg')
    .option('--trust', 'simulate a plan even if it does not verify')
    .option('--resume', 'go on with the simulation in the run directory')
    .option('--json', 'print only the result, as JSON')
    .addHelpText('after', HELP)
    .action(async (run: string, flags: Flags) => {
      finish(await simulateRun(run, flags, streams));
    });
}

const HELP = `
Examples:
  satqn simulate runs/paper
  satqn simulate runs/paper --precision 0.002           until half-widths are at most 0.2 %
  satqn simulate runs/paper --swap-success 0.9 --coherence-seconds 10
  satqn simulate runs/day --discipline planned --engine batch
  satqn simulate runs/paper --trace 3 > events.ndjson
  satqn simulate runs/paper --grid coherence-seconds=1,10,60 --grid swap-success=0.9,1

${exitCodesHelp([EXIT.done, EXIT.badInput, EXIT.nothingDelivered, EXIT.fileNotWritten, EXIT.interrupted])}`;

async function simulateRun(path: string, flags: Flags, streams: Streams): Promise<ExitCode> {
  const directory = directoryOf(path);
  if (flags.resume && directory === null) {
    throw misuse('--resume needs the directory of a run.', 'Name the directory, not the record.');
  }
  if (flags.resume && flags.trace !== undefined) {
    throw misuse('--trace and --resume exclude each other.', 'Leave one of them out.');
  }
  const options = optionsOf(flags);
  const stages = progressPrinter(streams, { patient: true });
  const record =
    path === '-' ? parseRunRecord(await readStandardInput(), 'standard input', VERSION) : await readRun(path);
  const plan = await simulatedPlan(flags.trust ?? false, record, nodeEnvironment(), (stage, share) =>
    stages.show({ kind: 'stage', stage, share }),
  ).finally(stages.end);
  if (flags.grid) return simulateGrid(plan, options, flags, streams);
  if (flags.out !== undefined) throw misuse('--out belongs to --grid.', 'Leave it out, or add --grid.');
  if (flags.trace !== undefined) {
    if (options.engine === 'batch') {
      throw misuse(
        '--trace tells of every pair, which --engine batch only counts.',
        'Leave one of them out.',
      );
    }
    const prepared = plan.prepare({ ...options, engine: 'pairs' });
    await traceReplication(prepared, flags.trace - 1, async (lines) => {
      streams.out(lines);
      await streams.drained?.();
    });
    return EXIT.done;
  }
  const prepared = plan.prepare(options);
  const workers = flags.workers ?? availableParallelism();
  const replications =
    flags.replications ?? (flags.precision === undefined ? USUAL_REPLICATIONS : MOST_FOR_PRECISION);
  const told = effortWords(prepared.effort, { engine: prepared.options.engine, replications, workers });
  if (told !== null) streams.err(`${told}\n`);
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    streams.err('\nInterrupted: keeping the replications so far (press Ctrl+C again to stop at once).\n');
    interruption.abort();
  };
  const printer = simulationProgressPrinter(streams);
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const { result, failures } = await simulate(
      prepared,
      {
        directory,
        resume: flags.resume ?? false,
        workers,
        replications,
        precision: flags.precision ?? null,
        signal: interruption.signal,
      },
      { onProgress: printer.show, onFailure: (failure) => printer.note(warning(failure)) },
    );
    printer.end();
    if (result === null) {
      streams.err('Interrupted before the first replication ended: there is nothing to keep.\n');
      return EXIT.interrupted;
    }
    const color = streams.outIsTerminal && streams.mayColor;
    const written = directory === null ? '' : `\nResult: ${join(directory, 'simulation.json')}\n`;
    const calibrated = otherHardware(plan.record, options);
    const margins = calibrated === null ? '' : `\n${calibrated}\n`;
    const document = {
      text: `${simulationText(result.document, { color })}${margins}${written}`,
      json: () => result.json,
      fileName: 'simulation.json',
    };
    printResult(document, failures, { asJson: flags.json ?? false, streams });
    const { ended, total } = result.document;
    if (flags.precision !== undefined && ended === 'replications') {
      streams.err('The precision was not reached: allow more --replications.\n');
    }
    const codes = [
      ...(ended === 'interrupted' ? [EXIT.interrupted] : []),
      ...(total.planned === 0 ? [EXIT.nothingDelivered] : []),
    ];
    return withFailures(codes, failures);
  } finally {
    printer.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** What comes true at each point of a grid; nothing is written into the run directory. */
async function simulateGrid(
  plan: SimulatedPlan,
  options: SimulationOptions,
  flags: Flags,
  streams: Streams,
): Promise<ExitCode> {
  const axes = flags.grid!;
  if (flags.resume || flags.trace !== undefined || flags.precision !== undefined) {
    throw misuse('--grid goes with neither --resume nor --trace nor --precision.', 'Leave these out.');
  }
  const { out } = flags;
  if (out !== undefined && !/\.(json|svg)$/.test(out)) {
    throw misuse(`--out ${out} is neither a .json nor an .svg file.`, 'Write --out grid.svg, say.');
  }
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const points: GridPoint[] = [];
  try {
    const all = gridPoints(axes);
    for (const [index, at] of all.entries()) {
      if (interruption.signal.aborted) break;
      streams.err(
        `${index + 1} of ${all.length}: ${axes.map(({ option }, i) => `${option} ${at[i]}`).join(', ')}\n`,
      );
      const { result } = await simulate(
        plan.prepare(optionsAt(options, axes, at)),
        {
          directory: null,
          resume: false,
          workers: flags.workers ?? availableParallelism(),
          replications: flags.replications ?? USUAL_REPLICATIONS,
          precision: null,
          signal: interruption.signal,
        },
        { onProgress: () => {}, onFailure: () => {} },
      );
      if (result)
        points.push({ at, replications: result.document.replications, total: result.document.total });
    }
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  const { name } = plan.record.scenario;
  const document = { scenario: name, seed: options.seed, axes, points };
  const failures: WriteError[] = [];
  if (out !== undefined) {
    const content = out.endsWith('.svg') ? gridFigure(name, axes, points) : `${formatJson(document)}\n`;
    await writeEach([{ path: out, content: () => content }], (failure) => failures.push(failure));
  }
  const colors = createColors(streams.outIsTerminal && streams.mayColor);
  const text = `${colors.bold(`${name}: what comes true`)}\n\n${gridTable(axes, points, colors)}\n`;
  const printed = { text, json: () => `${formatJson(document)}\n`, fileName: 'grid.json' };
  printResult(printed, failures, { asJson: flags.json ?? false, streams });
  const codes = [
    ...(interruption.signal.aborted ? [EXIT.interrupted] : []),
    ...(points[0]?.total.planned === 0 ? [EXIT.nothingDelivered] : []),
  ];
  return withFailures(codes, failures);
}

/** The directory of a run, to which results are written; null if the record is somewhere else. */
const directoryOf = (path: string): string | null =>
  path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : null;

function optionsOf(flags: Flags): SimulationOptions {
  const base = DEFAULT_SIMULATION_OPTIONS;
  return {
    discipline: flags.discipline ?? base.discipline,
    arrivals: flags.arrivals ?? base.arrivals,
    engine: flags.engine ?? base.engine,
    seed: flags.seed ?? base.seed,
    relayOrder: flags.relayOrder ?? base.relayOrder,
    relayBuffer: flags.relayBuffer ?? base.relayBuffer,
    bufferFull: flags.bufferFull ?? base.bufferFull,
    coherenceSeconds: flags.coherenceSeconds ?? base.coherenceSeconds,
    swapSuccess: flags.swapSuccess ?? base.swapSuccess,
  };
}

const misuse = (message: string, hint: string) => new InputError([{ path: '', message, hint }]);

import { Command, Option } from 'commander';
import {
  type ComparisonEvent,
  type ComparisonOptions,
  compareSchemes,
  DEFAULT_COMPARISON_OPTIONS,
  type MethodWithLimit,
} from '../../app/compare.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { SCHEME_NAMES, type SchemeName } from '../../domain/scheme.ts';
import { METHOD_NAMES, type MethodName } from '../../methods/method.ts';
import { type ComparisonDirectory, createComparisonDirectory } from '../../node/comparison-directory.ts';
import { freshRunPath } from '../../node/run-directory.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { nodeTools } from '../../node/tools.ts';
import { comparisonText } from '../../report/comparison.ts';
import { integerWithin, numberWithin } from '../arguments.ts';
import { progressPrinter } from '../progress.ts';
import { EXIT, type ExitCode, type Streams } from '../streams.ts';

interface Flags {
  readonly schemes?: readonly SchemeName[];
  readonly methods?: readonly MethodName[];
  readonly gap?: number;
  readonly timeLimit?: number;
  readonly draws?: number;
  readonly seed?: number;
  readonly keepMinimum?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

export function compareCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  const { gap, methods, draws } = DEFAULT_COMPARISON_OPTIONS;
  const { timeLimitSeconds } = methods[0]!;
  return new Command('compare')
    .description('all schemes on one scenario and one path catalogue, side by side')
    .argument('<scenario>', 'YAML or JSON file, - for standard input')
    .addOption(new Option('--schemes <names...>', 'only these (default all)').choices(SCHEME_NAMES))
    .addOption(
      new Option(
        '--methods <names...>',
        'for PS-EGR, SOS and NSS; of several, the first to close counts',
      ).choices(METHOD_NAMES),
    )
    .option('--gap <ratio>', `stop at this relative gap (default ${gap})`, numberWithin(0, 1))
    .option(
      '--time-limit <seconds>',
      `of solving, per scheme and method (default ${timeLimitSeconds})`,
      numberWithin(0, 1e7),
    )
    .option('--draws <count>', `of random routing (default ${draws})`, integerWithin(1, 1_000_000))
    .option('--seed <number>', 'of the solver and of random routing', integerWithin(0, 2 ** 31 - 1))
    .option('--keep-minimum', 'keep minimum rates (C7), which most schemes know nothing of')
    .option('--out <dir>', 'directory (default runs/NAME-comparison)')
    .option('--json', 'print the comparison alone on standard output')
    .addHelpText('after', HELP)
    .action(async (scenario: string, flags: Flags) => {
      finish(await compare(scenario, flags, streams));
    });
}

const HELP = `
Examples:
  satqn compare examples/paper.yaml
  satqn compare network.yaml --schemes ps-egr nss --gap 1e-3
  satqn generate paper --seed 7 | satqn compare - --methods milp benders --json`;

async function compare(file: string, flags: Flags, streams: Streams): Promise<ExitCode> {
  const scenario = await readScenario(file);
  const path = flags.out ?? freshRunPath(`${file === '-' ? 'scenario' : file}`, '-comparison');
  const directory = createComparisonDirectory(path);
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    streams.err('\nInterrupted: finishing with what there is (again to stop at once).\n');
    interruption.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const printer = progressPrinter(streams);
  try {
    const saved: Promise<void>[] = [];
    const tools = nodeTools(interruption.signal);
    const comparison = await compareSchemes(scenario, optionsOf(flags), tools, (event) => {
      if (event.kind === 'plan') printer.show(event.event);
      if (event.kind === 'scheme') printer.title(`${event.scheme} by ${event.method}`);
      if (event.kind === 'result') saved.push(save(directory, event));
    });
    printer.end();
    await Promise.all(saved);
    await directory.finish(comparison);
    const color = streams.outIsTerminal && streams.mayColor;
    streams.out(
      flags.json ? `${JSON.stringify(comparison, null, 2)}\n` : comparisonText(comparison, { color }),
    );
    if (!flags.json) streams.out(`\nRecords, reports and figure: ${directory.path}/\n`);
    return interruption.signal.aborted ? EXIT.interrupted : exitCodeOf(comparison);
  } finally {
    printer.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Failures come back when all are awaited; without this one would end the process before. */
function save(directory: ComparisonDirectory, { record }: Extract<ComparisonEvent, { kind: 'result' }>) {
  const saving = directory.save(record);
  saving.catch(() => {});
  return saving;
}

function optionsOf(flags: Flags): ComparisonOptions {
  const base = DEFAULT_COMPARISON_OPTIONS;
  const limit = flags.timeLimit ?? base.methods[0]!.timeLimitSeconds;
  const methods = flags.methods ?? base.methods.map(({ method }) => method);
  return {
    schemes: flags.schemes ?? base.schemes,
    methods: methods.map((method): MethodWithLimit => ({ method, timeLimitSeconds: limit })),
    gap: flags.gap ?? base.gap,
    draws: flags.draws ?? base.draws,
    keepMinimum: flags.keepMinimum ?? base.keepMinimum,
    seed: flags.seed ?? base.seed,
  };
}

/** Of the relative violation that a verified plan may have. */
const TOLERANCE = 1e-6;

function exitCodeOf({ results }: Comparison): ExitCode {
  if (results.some(({ maxViolation }) => maxViolation !== null && maxViolation > TOLERANCE)) {
    return EXIT.verificationFailed;
  }
  if (results.some(({ status }) => status === 'infeasible')) return EXIT.infeasible;
  return results.every(({ totalPairs }) => totalPairs === null) ? EXIT.noPlan : EXIT.done;
}

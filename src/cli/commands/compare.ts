import { Command, Option } from 'commander';
import { InputError } from '../../base/errors.ts';
import { VERIFICATION_TOLERANCE } from '../../domain/certificate.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { deliveryOf } from '../../domain/delivery.ts';
import { METHOD_NAMES, type MethodName } from '../../domain/methods/methods.ts';
import { SCHEME_NAMES, type SchemeName } from '../../domain/schemes/schemes.ts';
import { createComparisonDirectory } from '../../node/comparison-directory.ts';
import { nodeEnvironment } from '../../node/environment.ts';
import { claimRunPath } from '../../node/run-path.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { checkComparisonOptions } from '../../planning/check-options.ts';
import { compareSchemes } from '../../planning/compare.ts';
import {
  type ComparisonOptions,
  DEFAULT_COMPARISON_OPTIONS,
  type MethodWithLimit,
} from '../../planning/comparison-options.ts';
import { comparisonText } from '../../report/comparison.ts';
import { integerWithin, numberWithin } from '../arguments.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import { progressPrinter } from '../progress.ts';
import { printResult, warning, withFailures } from '../result.ts';
import type { Streams } from '../streams.ts';

interface Flags {
  readonly schemes?: readonly SchemeName[];
  readonly methods?: readonly MethodName[];
  readonly gap?: number;
  readonly timeLimit?: number;
  readonly draws?: number;
  readonly seed?: number;
  readonly withoutMinimum?: boolean;
  readonly keepMinimum?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

export function compareCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  const { gap, methods, draws } = DEFAULT_COMPARISON_OPTIONS;
  const { timeLimitSeconds } = methods[0]!;
  return new Command('compare')
    .description('run all schemes on one scenario and one path catalogue, and compare them')
    .argument('<scenario>', 'YAML or JSON file, or - for standard input')
    .addOption(
      new Option('--schemes <names...>', 'compare only these schemes (default: all)').choices(SCHEME_NAMES),
    )
    .addOption(
      new Option(
        '--methods <names...>',
        'solve PS-EGR, SOS and NSS by these methods; the first one to close the gap provides the result',
      ).choices(METHOD_NAMES),
    )
    .option('--gap <ratio>', `stop once the relative gap is this small (default ${gap})`, numberWithin(0, 1))
    .option(
      '--time-limit <seconds>',
      `limit the solving time of each scheme and method (default ${timeLimitSeconds})`,
      numberWithin(0, 1e7),
    )
    .option(
      '--draws <count>',
      `draw random routes this many times (default ${draws})`,
      integerWithin(1, 1_000_000),
    )
    .option(
      '--seed <number>',
      'random seed of the solver and of random routing',
      integerWithin(0, 2 ** 31 - 1),
    )
    .option(
      '--without-minimum',
      'ignore minimum rates (C7), which random routing and greedy cannot take into account',
    )
    .option('--keep-minimum', 'keep minimum rates (the default)')
    .option('--out <dir>', 'output directory (default runs/NAME-comparison)')
    .option('--json', 'print only the comparison, as JSON')
    .addHelpText('after', HELP)
    .action(async (scenario: string, flags: Flags) => {
      finish(await compare(scenario, flags, streams));
    });
}

const HELP = `
Examples:
  satqn compare examples/paper.yaml
  satqn compare network.yaml --schemes ps-egr nss --gap 1e-3
  satqn generate paper --seed 7 | satqn compare - --methods milp benders --json

${exitCodesHelp([EXIT.done, EXIT.badInput, EXIT.infeasible, EXIT.noPlan, EXIT.verificationFailed, EXIT.nothingDelivered, EXIT.fileNotWritten, EXIT.interrupted])}`;

async function compare(file: string, flags: Flags, streams: Streams): Promise<ExitCode> {
  const scenario = await readScenario(file);
  if (flags.withoutMinimum && flags.keepMinimum) {
    const message = '--keep-minimum and --without-minimum exclude each other.';
    throw new InputError([{ path: '', message, hint: 'Leave one of them out.' }]);
  }
  const options = optionsOf(flags);
  checkComparisonOptions(options);
  const printer = progressPrinter(streams);
  const path = flags.out ?? (await claimRunPath(file === '-' ? 'scenario' : file, '-comparison'));
  const directory = await createComparisonDirectory(path, options.schemes, (failure) =>
    printer.note(warning(failure)),
  );
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    streams.err('\nInterrupted: finishing with the results so far (press Ctrl+C again to stop at once).\n');
    interruption.abort();
  };
  try {
    const environment = nodeEnvironment(interruption.signal);
    const comparison = await compareSchemes(scenario, options, environment, (event) => {
      // As long as no scheme is planned, a signal ends the process at once, as usual.
      if (event.kind === 'scheme' && process.listenerCount('SIGINT') === 0) {
        process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
      }
      if (event.kind === 'plan') printer.show(event.event);
      if (event.kind === 'scheme') printer.title(`${event.scheme} by ${event.method}`);
      if (event.kind === 'result') directory.save(event.record);
    });
    printer.end();
    const failures = await directory.finish(comparison);
    const color = streams.outIsTerminal && streams.mayColor;
    const result = {
      text: `${comparisonText(comparison, { color })}\nRecords, reports and figure are in ${directory.path}/\n`,
      json: () => `${JSON.stringify(comparison, null, 2)}\n`,
      fileName: 'comparison.json',
    };
    printResult(result, failures, { asJson: flags.json ?? false, streams });
    const interrupted = interruption.signal.aborted ? [EXIT.interrupted] : [];
    return withFailures([...codesOf(comparison), ...interrupted], failures);
  } finally {
    printer.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await directory.close();
  }
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
    keepMinimum: !flags.withoutMinimum,
    seed: flags.seed ?? base.seed,
  };
}

function codesOf({ results }: Comparison): ExitCode[] {
  const deliveries = results.map(deliveryOf);
  const isEmpty = !deliveries.includes('something');
  const isSettled = results.length > 0 && deliveries.every((delivery) => delivery === 'nothing');
  const isWrong = results.some(
    ({ maxViolation }) => maxViolation !== null && maxViolation > VERIFICATION_TOLERANCE,
  );
  return [
    ...(isWrong ? [EXIT.verificationFailed] : []),
    ...(results.some(({ status }) => status === 'infeasible' || status === 'minimum-rate-missed')
      ? [EXIT.infeasible]
      : []),
    ...(isEmpty ? [isSettled ? EXIT.nothingDelivered : EXIT.noPlan] : []),
  ];
}

import { Command, Option } from 'commander';
import { InputError } from '../../base/errors.ts';
import { VERIFICATION_TOLERANCE } from '../../domain/certificate.ts';
import type { Comparison } from '../../domain/comparison.ts';
import { deliveryOf } from '../../domain/delivery.ts';
import { SCHEME_NAMES, type SchemeName } from '../../domain/schemes/schemes.ts';
import { METHOD_NAMES, type MethodName } from '../../methods/method.ts';
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
    .option('--without-minimum', 'drop minimum rates (C7), of which random routing and greedy know nothing')
    .option('--keep-minimum', 'keep minimum rates, as without a word')
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
  satqn generate paper --seed 7 | satqn compare - --methods milp benders --json

${exitCodesHelp([EXIT.done, EXIT.badInput, EXIT.infeasible, EXIT.noPlan, EXIT.verificationFailed, EXIT.nothingDelivered, EXIT.fileNotWritten, EXIT.interrupted])}`;

async function compare(file: string, flags: Flags, streams: Streams): Promise<ExitCode> {
  const scenario = await readScenario(file);
  if (flags.withoutMinimum && flags.keepMinimum) {
    const message = '--keep-minimum and --without-minimum cannot both be.';
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
    streams.err('\nInterrupted: finishing with what there is (again to stop at once).\n');
    interruption.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const environment = nodeEnvironment(interruption.signal);
    const comparison = await compareSchemes(scenario, options, environment, (event) => {
      if (event.kind === 'plan') printer.show(event.event);
      if (event.kind === 'scheme') printer.title(`${event.scheme} by ${event.method}`);
      if (event.kind === 'result') directory.save(event.record);
    });
    printer.end();
    const failures = await directory.finish(comparison);
    const color = streams.outIsTerminal && streams.mayColor;
    const result = {
      text: `${comparisonText(comparison, { color })}\nRecords, reports and figure: ${directory.path}/\n`,
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

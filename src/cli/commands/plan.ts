import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { InputError } from '../../base/errors.ts';
import { deliveryOf } from '../../domain/delivery.ts';
import { METHOD_FACTS, METHOD_NAMES } from '../../domain/methods/methods.ts';
import { SCHEME_NAMES } from '../../domain/schemes/schemes.ts';
import { formatRunRecord } from '../../io/run-record.ts';
import { TEXTBOOK } from '../../methods/benders/options.ts';
import { nodeEnvironment } from '../../node/environment.ts';
import {
  createRunDirectory,
  type OnWriteFailure,
  type ReopenedRun,
  type RunDirectory,
  readRun,
  reopenRunDirectory,
} from '../../node/run-directory.ts';
import { claimRunPath } from '../../node/run-path.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { samplePlan } from '../../node/simulation/sample.ts';
import { hasSimulation } from '../../node/simulation/simulation-files.ts';
import { checkOptions } from '../../planning/check-options.ts';
import { externalSolver } from '../../planning/external-solver.ts';
import {
  DEFAULT_PLAN_OPTIONS,
  optionsOfRecord,
  type PlanOptions,
  SOLVER_NAMES,
} from '../../planning/options.ts';
import { type PlanInput, planScenario } from '../../planning/plan.ts';
import { isOfSameProblem, losesPlan } from '../../planning/plan-task.ts';
import type { PlanRecord } from '../../planning/record.ts';
import { foreignSampler } from '../../planning/sampler.ts';
import { type CalibrationEvent, calibratePlan } from '../../planning/simulation/calibrate.ts';
import { summaryText } from '../../report/summary.ts';
import { scenarioOfRecord } from '../../scenario/recorded.ts';
import { integerWithin, numberWithin } from '../arguments.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import { addHybridOptions, type HybridFlags, hybridOf, wantsSampling } from '../hybrid-options.ts';
import { addInSpecOptions, type InSpecFlags, inSpecOf } from '../in-spec-options.ts';
import { progressPrinter } from '../progress.ts';
import { printResult, warning, withFailures } from '../result.ts';
import type { Streams } from '../streams.ts';

interface Flags extends HybridFlags, InSpecFlags {
  readonly scheme?: PlanOptions['scheme'];
  readonly method?: PlanOptions['method'];
  readonly solver?: PlanOptions['solver'];
  readonly gap?: number;
  readonly timeLimit?: number;
  readonly iterationLimit?: number;
  readonly seed?: number;
  readonly textbook?: boolean;
  readonly relaxationPhase: boolean;
  readonly paretoCuts: boolean;
  readonly inOut: boolean;
  readonly hastyMasters: boolean;
  readonly out?: string;
  readonly resume?: string;
  readonly start?: string;
  readonly json?: boolean;
}

export function planCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  const { gap, timeLimitSeconds } = DEFAULT_PLAN_OPTIONS;
  const command = new Command('plan')
    .description('plan routes and rates for every user pair and slot, with a certificate')
    .argument('[scenario]', 'YAML or JSON file, or - for standard input')
    .addOption(
      new Option(
        '--scheme <name>',
        'what to plan by: PS-EGR (the default), a baseline from the paper, or a reference scheme',
      ).choices(SCHEME_NAMES),
    )
    .addOption(
      new Option(
        '--method <name>',
        `how to solve it (default ${DEFAULT_PLAN_OPTIONS.method}); ${METHOD_NAMES.map((name) => `${name}: ${METHOD_FACTS[name].words}`).join('; ')}`,
      ).choices(METHOD_NAMES),
    )
    .addOption(
      new Option(
        '--solver <name>',
        'solve the whole MILP with this executable on PATH instead of the built-in HiGHS',
      ).choices(SOLVER_NAMES),
    )
    .option('--gap <ratio>', `stop once the relative gap is this small (default ${gap})`, numberWithin(0, 1))
    .option(
      '--time-limit <seconds>',
      `limit the solving time of this run (default ${timeLimitSeconds})`,
      numberWithin(0, 1e7),
    )
    .option(
      '--iteration-limit <count>',
      'limit the number of Benders iterations, or of programs that auto solves',
      integerWithin(1),
    )
    .option('--seed <number>', 'random seed of the solver', integerWithin(0, 2 ** 31 - 1))
    .option('--textbook', 'run Benders as in Fig. 4 of the paper, without accelerations')
    .option('--no-relaxation-phase', 'run Benders without the first phase on the LP relaxation')
    .option('--no-pareto-cuts', 'run Benders without Pareto-optimal cuts')
    .option('--no-in-out', 'run the first phase without in-out stabilisation')
    .option('--no-hasty-masters', 'solve every master problem to optimality');
  return addInSpecOptions(addHybridOptions(command))
    .option('--out <dir>', 'run directory (default runs/NAME)')
    .option('--resume <dir>', 'resume the run in this directory with its options; its time limit starts anew')
    .option('--start <run>', 'use the routes of an earlier run as a warm start; the scenario may differ')
    .option('--json', 'print only the run record, as JSON')
    .addHelpText('after', HELP)
    .action(async (scenario: string | undefined, flags: Flags) => {
      finish(await plan(scenario, flags, streams));
    });
}

const HELP = `
Examples:
  satqn plan network.yaml --gap 1e-3 --time-limit 60
  satqn plan --resume runs/network
  satqn plan network-with-one-more-satellite.yaml --start runs/network
  satqn plan network.yaml --textbook                    the algorithm in Fig. 4 of the paper
  satqn plan network.yaml --solver cbc                  solve the MILP with CBC
  satqn plan network.yaml --in-spec 0.95 --coherence-seconds 10
  satqn plan network.yaml --master qubo --encoding bounded --certify 5

${exitCodesHelp([EXIT.done, EXIT.badInput, EXIT.infeasible, EXIT.noPlan, EXIT.verificationFailed, EXIT.nothingDelivered, EXIT.fileNotWritten, EXIT.interrupted])}`;

async function plan(file: string | undefined, flags: Flags, streams: Streams): Promise<ExitCode> {
  const printer = progressPrinter(streams);
  const { input, directory } = await inputOf(file, flags, (failure) => printer.note(warning(failure)));
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    streams.err('\nInterrupted: finishing with the best plan so far (press Ctrl+C again to stop at once).\n');
    interruption.abort();
  };
  try {
    const onEvent = (event: CalibrationEvent) => {
      // As long as there is nothing to save, a signal ends the process at once, as usual.
      const mayHavePlan = event.kind !== 'stage' || SOLVING.includes(event.stage);
      if (mayHavePlan && process.listenerCount('SIGINT') === 0) {
        process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
      }
      store(directory, event);
      printer.show(event);
    };
    const record = await planned(input, interruption.signal, onEvent);
    printer.end();
    const isKept = losesPlan(record, input);
    if (isKept) streams.err('This run found no plan; the earlier record is unchanged.\n');
    const failures = isKept ? [] : await directory.finish(record);
    if (!isKept && hasSimulation(directory.path)) {
      streams.err(
        `The simulation in this run is of the plan before: simulate again, satqn simulate ${directory.path}\n`,
      );
    }
    const color = streams.outIsTerminal && streams.mayColor;
    const report = `${directory.path}/report.html`;
    const hasReport = !failures.some(({ file }) => file === join(directory.path, 'report.html'));
    const result = {
      text: `${summaryText(record, { color })}${hasReport ? `\nReport: ${report}\n` : ''}`,
      json: () => formatRunRecord(record),
      fileName: 'run.json',
    };
    printResult(result, failures, { asJson: flags.json ?? false, streams });
    return withFailures(codesOf(record), failures);
  } finally {
    printer.end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await directory.close();
  }
}

/** The plan, and if it is asked for, calibrated by simulations. */
function planned(
  input: PlanInput,
  signal: AbortSignal,
  onEvent: (event: CalibrationEvent) => void,
): Promise<PlanRecord> {
  const environment = nodeEnvironment(signal);
  const { inSpec } = input.options;
  if (!inSpec) return planScenario(input, environment, onEvent);
  const sample = samplePlan({ workers: availableParallelism(), signal });
  return calibratePlan({ ...input, options: { ...input.options, inSpec } }, environment, sample, onEvent);
}

/** Stages in which an interruption keeps what was found so far; the first plan counts once it is there. */
const SOLVING: readonly string[] = ['relaxation', 'search', 'finishing'];

function store(directory: RunDirectory, event: CalibrationEvent): void {
  if (event.kind === 'record') directory.save(event.record);
  if (event.kind === 'proofs') directory.saveProofs(event.proofs);
}

async function inputOf(
  file: string | undefined,
  flags: Flags,
  onFailure: OnWriteFailure,
): Promise<{ input: PlanInput; directory: RunDirectory }> {
  if (flags.resume !== undefined) {
    if (file !== undefined || flags.out !== undefined || flags.start !== undefined) {
      throw misuse(
        '--resume takes its scenario and directory from the run.',
        'Leave out the scenario, --out and --start, or use --start instead of --resume.',
      );
    }
    const run = await reopenRunDirectory(flags.resume, onFailure);
    try {
      return { input: await inputOfRun(run, flags), directory: run.directory };
    } catch (error) {
      await run.directory.close();
      throw error;
    }
  }
  if (file === undefined) throw misuse('No scenario is given.', 'Write: satqn plan SCENARIO.yaml');
  const scenario = await readScenario(file);
  const older = flags.start === undefined ? null : (await readRun(flags.start)).plan;
  const options = await checkedOptions(flags, DEFAULT_PLAN_OPTIONS);
  return {
    input: { scenario, options, ...(older ? { starts: [older] } : {}) },
    directory: await createRunDirectory(
      flags.out ?? (await claimRunPath(file === '-' ? 'scenario' : file)),
      onFailure,
    ),
  };
}

async function inputOfRun({ record, proofs, directory }: ReopenedRun, flags: Flags): Promise<PlanInput> {
  const scenario = await scenarioOfRecord(record);
  const options = await checkedOptions(flags, optionsOfRecord(record));
  const { scheme } = optionsOfRecord(record);
  if (options.scheme !== scheme) {
    throw misuse(
      `The run was planned with the scheme ${scheme}, and resuming cannot change it.`,
      `Start a new run from its routes: satqn plan SCENARIO --scheme ${options.scheme} --start ${directory.path}`,
    );
  }
  // Margins change what is proved.
  const kept = isOfSameProblem(record, options) && !options.inSpec ? proofs : [];
  await directory.keepProofs(kept);
  return { scenario, options, resume: { record, proofs: kept } };
}

/** @throws InputError if options do not go together, or if an external solver is missing */
async function checkedOptions(flags: Flags, base: PlanOptions): Promise<PlanOptions> {
  const options = optionsOf(flags, base);
  checkOptions(options);
  await (await externalSolver(options, nodeEnvironment()))?.close();
  await foreignSampler(options, nodeEnvironment());
  return options;
}

const optionsOf = (flags: Flags, { hybrid, inSpec, ...base }: PlanOptions): PlanOptions => ({
  ...base,
  ...hybridOf(flags, hybrid),
  ...inSpecOf(flags, inSpec),
  scheme: flags.scheme ?? base.scheme,
  method: flags.method ?? methodImplied(flags) ?? base.method,
  solver: flags.solver ?? base.solver,
  gap: flags.gap ?? base.gap,
  timeLimitSeconds: flags.timeLimit ?? base.timeLimitSeconds,
  iterationLimit: flags.iterationLimit ?? base.iterationLimit,
  seed: flags.seed ?? base.seed,
  tightRateCaps: base.tightRateCaps && !flags.textbook,
  benders: flags.textbook
    ? TEXTBOOK
    : {
        relaxationPhase: flags.relaxationPhase && base.benders.relaxationPhase,
        paretoCuts: flags.paretoCuts && base.benders.paretoCuts,
        inOut: flags.inOut && base.benders.inOut,
        hastyMasters: flags.hastyMasters && base.benders.hastyMasters,
      },
});

/** The method that other flags imply: an external solver solves the whole MILP, and options of Benders need Benders. */
function methodImplied(flags: Flags): PlanOptions['method'] | null {
  if ((flags.solver ?? 'built-in') !== 'built-in') return 'milp';
  const isBenders =
    wantsSampling(flags) ||
    flags.textbook ||
    !(flags.relaxationPhase && flags.paretoCuts && flags.inOut && flags.hastyMasters);
  return isBenders ? 'benders' : null;
}

const misuse = (message: string, hint: string) => new InputError([{ path: '', message, hint }]);

function codesOf(record: PlanRecord): ExitCode[] {
  const { certificate, status, calibration } = record;
  const delivery = deliveryOf(record);
  return [
    ...(certificate?.status === 'failed' ? [EXIT.verificationFailed] : []),
    ...(status === 'infeasible' || status === 'minimum-rate-missed' ? [EXIT.infeasible] : []),
    ...(delivery === 'no plan' || delivery === 'nothing yet' ? [EXIT.noPlan] : []),
    ...(status === 'interrupted' || calibration?.ended === 'interrupted' ? [EXIT.interrupted] : []),
    ...(delivery === 'nothing' ? [EXIT.nothingDelivered] : []),
  ];
}

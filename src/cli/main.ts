import { Command, CommanderError } from 'commander';
import { InputError } from '../base/errors.ts';
import { SolverError } from '../lp/solver.ts';
import { WriteError } from '../node/atomic-file.ts';
import { VERSION } from '../node/version.ts';
import { EXIT, type ExitCode, exitCodesHelp } from './exit-codes.ts';
import type { Streams } from './streams.ts';

type BuildCommand = (streams: Streams, finish: (code: ExitCode) => void) => Command;

/** Every command, in the order of the help. Loading one also loads everything that it needs, which takes a while. */
const COMMANDS: Readonly<Record<string, () => Promise<BuildCommand>>> = {
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand,
  contacts: async () => (await import('./commands/contacts.ts')).contactsCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  generate: async () => (await import('./commands/generate.ts')).generateCommand,
  study: async () => (await import('./commands/study.ts')).studyCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  calc: async () => (await import('./commands/calc.ts')).calcCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  studio: async () => (await import('./commands/studio.ts')).studioCommand,
};

/** The requested command; all of them if help has to list them. */
function commandsFor([first = '']: readonly string[]): Promise<BuildCommand[]> {
  const named = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (named) return Promise.all([named()]);
  const isVersion = first === '--version' || first === '-V';
  return Promise.all(isVersion ? [] : Object.values(COMMANDS).map((load) => load()));
}

/** The command line as a function of its arguments and streams; returns the exit code. */
export async function runCli(argv: readonly string[], streams: Streams): Promise<ExitCode | 1> {
  let exitCode: ExitCode = EXIT.done;
  const finish = (code: ExitCode) => {
    exitCode = code;
  };
  const program = new Command('satqn')
    .description('Plans entanglement distribution over satellite-aerial-terrestrial quantum networks.')
    .version(VERSION)
    .showHelpAfterError('(run satqn --help or satqn COMMAND --help for more)')
    .addHelpText('after', HELP);
  for (const build of await commandsFor(argv)) program.addCommand(build(streams, finish));
  configure(program, streams);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    if (error instanceof InputError) {
      streams.err(`${error.message}\n`);
      return EXIT.badInput;
    }
    if (error instanceof WriteError) {
      streams.err(`${error.message}\n`);
      return error.blame === 'place' ? EXIT.badInput : EXIT.fileNotWritten;
    }
    if (error instanceof SolverError) {
      streams.err(`The solver failed: ${error.message}\n`);
      return EXIT.noPlan;
    }
    throw error;
  }
}

const HELP = `
Examples:
  satqn plan examples/eurasia.yaml          plan a network; the report is runs/eurasia/report.html
  satqn generate paper --seed 7 | satqn plan - --json > run.json
  satqn compare examples/paper.yaml         compare PS-EGR with the baselines of the paper
  satqn contacts examples/micius-2016.yaml  when nodes are in contact, and what a link is worth then
  satqn verify run.json                     check a plan again, independently
  satqn simulate runs/paper                 what of a plan comes true when pairs arrive at random
  satqn study fig5 --replications 3         reproduce a figure of the paper, with few instances
  satqn calc purify --fidelity 0.85 --target 0.98

${exitCodesHelp()}`;

/** Makes a command throw errors of arguments, and write everything to the given streams. */
function configure(command: Command, streams: Streams): void {
  command.exitOverride().configureOutput({ writeOut: streams.out, writeErr: streams.err });
  for (const child of command.commands) configure(child, streams);
}

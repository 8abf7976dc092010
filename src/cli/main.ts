import { Command, CommanderError } from 'commander';
import { InputError } from '../base/errors.ts';
import { SolverError } from '../lp/solver.ts';
import { WriteError } from '../node/atomic-file.ts';
import { VERSION } from '../node/version.ts';
import { calcCommand } from './commands/calc.ts';
import { compareCommand } from './commands/compare.ts';
import { exportCommand } from './commands/export.ts';
import { generateCommand } from './commands/generate.ts';
import { importCommand } from './commands/import.ts';
import { planCommand } from './commands/plan.ts';
import { studioCommand } from './commands/studio.ts';
import { studyCommand } from './commands/study.ts';
import { verifyCommand } from './commands/verify.ts';
import { EXIT, type ExitCode, exitCodesHelp } from './exit-codes.ts';
import type { Streams } from './streams.ts';

/** The command line as a function of its arguments and streams; returns the exit code. */
export async function runCli(argv: readonly string[], streams: Streams): Promise<ExitCode | 1> {
  let exitCode: ExitCode = EXIT.done;
  const finish = (code: ExitCode) => {
    exitCode = code;
  };
  const program = new Command('satqn')
    .description('Plans entanglement distribution over satellite-aerial-terrestrial quantum networks.')
    .version(VERSION)
    .showHelpAfterError('(satqn --help, or satqn COMMAND --help, tells more)')
    .addHelpText('after', HELP);
  for (const build of [
    planCommand,
    compareCommand,
    verifyCommand,
    exportCommand,
    importCommand,
    generateCommand,
    studyCommand,
    calcCommand,
    studioCommand,
  ]) {
    program.addCommand(build(streams, finish));
  }
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
  satqn plan examples/eurasia.yaml          plan a network, report in runs/eurasia/report.html
  satqn generate paper --seed 7 | satqn plan - --json > run.json
  satqn compare examples/paper.yaml         PS-EGR beside SOS, RRS, NSS and two anchors
  satqn verify run.json                     check a plan again, independently
  satqn study fig5 --replications 3         a figure of the paper, with few instances
  satqn calc purify --fidelity 0.85 --target 0.98

${exitCodesHelp()}`;

/** Errors of arguments come back as exceptions, and everything is written to the streams given. */
function configure(command: Command, streams: Streams): void {
  command.exitOverride().configureOutput({ writeOut: streams.out, writeErr: streams.err });
  for (const child of command.commands) configure(child, streams);
}

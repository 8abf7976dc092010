import { Command, Option } from 'commander';
import { InputError } from '../../base/errors.ts';
import { ENCODING_NAMES } from '../../domain/hybrid.ts';
import { EXPORTERS, QUBO_EXPORTERS } from '../../exchange/exporters/exporters.ts';
import { nodeEnvironment } from '../../node/environment.ts';
import { readProofs, readRun } from '../../node/run-directory.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { prepareWhole } from '../../planning/prepare.ts';
import { type MasterChoice, recordedMaster } from '../../planning/recorded-master.ts';
import { integerWithin } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { progressPrinter } from '../progress.ts';
import type { Streams } from '../streams.ts';

interface Flags extends MasterChoice {
  readonly format: string;
}

const FORMATS = [...EXPORTERS, ...QUBO_EXPORTERS];

const HELP = `
Examples:
  satqn export network.yaml --format mps > network.mps
  satqn export runs/network --format qubo --iteration 12 > master.qubo`;

export function exportCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('export')
    .description('print the problem for another solver, or for a program of your own')
    .argument(
      '<scenario>',
      'YAML or JSON file, or - for standard input; a run directory for formats of masters',
    )
    .addOption(
      new Option('--format <name>', FORMATS.map(({ name, title }) => `${name}: ${title}`).join('; '))
        .choices(FORMATS.map(({ name }) => name))
        .default(EXPORTERS[0].name),
    )
    .option('--iteration <number>', 'of a sampled master (default: the last one)', integerWithin(1))
    .addOption(
      new Option('--encoding <name>', 'of a sampled master (default: that of the run)').choices(
        ENCODING_NAMES,
      ),
    )
    .addHelpText('after', HELP)
    .action(async (path: string, flags: Flags) => {
      const printer = progressPrinter(streams, { patient: true });
      const text = await textOf(path, flags, (stage, share) =>
        printer.show({ kind: 'stage', stage, share }),
      ).finally(printer.end);
      streams.out(text);
      finish(EXIT.done);
    });
}

async function textOf(
  path: string,
  { format, iteration, encoding }: Flags,
  onStage: Parameters<typeof prepareWhole>[2],
): Promise<string> {
  const choice = { ...(iteration !== undefined && { iteration }), ...(encoding && { encoding }) };
  const ofMaster = QUBO_EXPORTERS.find(({ name }) => name === format);
  if (ofMaster) {
    const run = { record: await readRun(path), proofs: await readProofs(path) };
    return ofMaster.write(await recordedMaster(run, choice, nodeEnvironment(), onStage));
  }
  const [flag] = Object.keys(choice);
  if (flag !== undefined) {
    const message = `The format ${format} is one of problems, so --${flag} means nothing.`;
    const hint = `Leave it out, or choose --format ${QUBO_EXPORTERS.map(({ name }) => name).join(' or ')}.`;
    throw new InputError([{ path: '', message, hint }]);
  }
  const problem = await prepareWhole(await readScenario(path), nodeEnvironment(), onStage);
  return EXPORTERS.find(({ name }) => name === format)!.write(problem);
}

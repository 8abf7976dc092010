import { Command, Option } from 'commander';
import { EXPORTERS } from '../../exchange/exporters/exporters.ts';
import { nodeEnvironment } from '../../node/environment.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { prepareWhole } from '../../planning/prepare.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { progressPrinter } from '../progress.ts';
import type { Streams } from '../streams.ts';

export function exportCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('export')
    .description('print the problem for another solver, or for a program of your own')
    .argument('<scenario>', 'YAML or JSON file, or - for standard input')
    .addOption(
      new Option('--format <name>', EXPORTERS.map(({ name, title }) => `${name}: ${title}`).join('; '))
        .choices(EXPORTERS.map(({ name }) => name))
        .default(EXPORTERS[0].name),
    )
    .addHelpText('after', '\nExample:\n  satqn export network.yaml --format mps > network.mps')
    .action(async (file: string, { format }: { format: string }) => {
      const printer = progressPrinter(streams, { patient: true });
      const problem = await prepareWhole(await readScenario(file), nodeEnvironment(), (stage, share) =>
        printer.show({ kind: 'stage', stage, share }),
      ).finally(printer.end);
      streams.out(EXPORTERS.find(({ name }) => name === format)!.write(problem));
      finish(EXIT.done);
    });
}

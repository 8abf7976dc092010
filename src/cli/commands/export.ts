import { Command, Option } from 'commander';
import { prepare } from '../../app/prepare.ts';
import { formatLp } from '../../lp/lp-format.ts';
import { formatMps } from '../../lp/mps.ts';
import { assembleMonolith } from '../../model/assemble.ts';
import { exportInstance } from '../../model/export-instance.ts';
import { layOut } from '../../model/layout.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { nodeTools } from '../../node/tools.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { progressPrinter } from '../progress.ts';
import type { Streams } from '../streams.ts';

const FORMATS = ['instance', 'mps', 'lp'] as const;

export function exportCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('export')
    .description('print the resolved problem, so that anyone can check the solver with another one')
    .argument('<scenario>', 'YAML or JSON file, - for standard input')
    .addOption(
      new Option('--format <name>', 'instance: links, paths and costs as JSON; mps, lp: the monolithic MILP')
        .choices(FORMATS)
        .default('instance'),
    )
    .addHelpText('after', '\nExample:\n  satqn export network.yaml --format mps > network.mps')
    .action(async (file: string, { format }: { format: (typeof FORMATS)[number] }) => {
      const printer = progressPrinter(streams, { patient: true });
      const { problem } = await prepare(await readScenario(file), nodeTools(), (stage, share) =>
        printer.show({ kind: 'stage', stage, share }),
      ).finally(printer.end);
      if (format === 'instance') streams.out(`${JSON.stringify(exportInstance(problem), null, 1)}\n`);
      else {
        const { program } = assembleMonolith(layOut(problem));
        streams.out(format === 'mps' ? formatMps(program) : formatLp(program));
      }
      finish(EXIT.done);
    });
}

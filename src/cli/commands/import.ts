import { Command, Option } from 'commander';
import { importNetwork, READ_FORMATS } from '../../exchange/import-network.ts';
import { IMPORTERS } from '../../exchange/importers/importers.ts';
import { writeAtomically } from '../../node/atomic-file.ts';
import { readText } from '../../node/run-directory.ts';
import { scenarioSchemaFor } from '../../node/schema-path.ts';
import { formatScenario } from '../../scenario/format.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';

export function importCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('import')
    .description('convert a network from another format into a scenario, and list the assumptions made')
    .argument('<file>', READ_FORMATS)
    .addOption(
      new Option('--format <name>', 'format of the file (default: detected from its content)').choices(
        IMPORTERS.map(({ name }) => name),
      ),
    )
    .option('--out <file>', 'write to this file instead of standard output')
    .addHelpText('after', '\nExample:\n  satqn import ring.graphml --out ring.yaml')
    .action(async (file: string, { out, ...options }: { out?: string; format?: string }) => {
      const { format, scenario, assumptions } = importNetwork(await readText(file), {
        fileName: file,
        ...options,
      });
      const yaml = formatScenario(scenario, scenarioSchemaFor(out ?? null));
      if (out === undefined) streams.out(yaml);
      else await writeAtomically(out, yaml);
      const list = assumptions.map((assumption) => `- ${assumption}\n`).join('');
      streams.err(`Read as ${format}. Assumptions:\n${list}`);
      finish(EXIT.done);
    });
}

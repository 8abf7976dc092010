import { Command } from 'commander';
import { writeAtomically } from '../../node/atomic-file.ts';
import { readText } from '../../node/run-directory.ts';
import { formatScenario } from '../../scenario/format.ts';
import { importGraphml } from '../../scenario/import/graphml.ts';
import { importLinkCsv } from '../../scenario/import/link-csv.ts';
import { EXIT, type ExitCode, type Streams } from '../streams.ts';

export function importCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('import')
    .description('turn a network of another format into a scenario, and list what had to be assumed')
    .argument('<file>', 'GraphML, or CSV/TSV of links')
    .option('--out <file>', 'write a file in place of standard output')
    .addHelpText('after', '\nExample:\n  satqn import AttMpls.graphml --out att.yaml')
    .action(async (file: string, { out }: { out?: string }) => {
      const text = await readText(file);
      const read = /^\s*(<\?xml|<graphml|<!--)/.test(text) ? importGraphml : importLinkCsv;
      const { scenario, assumptions } = read(text, { fileName: file });
      const yaml = formatScenario(scenario);
      if (out === undefined) streams.out(yaml);
      else await writeAtomically(out, yaml);
      streams.err(`Assumptions:\n${assumptions.map((assumption) => `- ${assumption}\n`).join('')}`);
      finish(EXIT.done);
    });
}

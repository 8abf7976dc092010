import { Command, Option } from 'commander';
import { writeAtomically } from '../../node/atomic-file.ts';
import { scenarioSchemaFor } from '../../node/schema-path.ts';
import { formatScenario } from '../../scenario/format.ts';
import { generatePaper, type PaperOptions } from '../../scenario/generate-paper.ts';
import { integerWithin, numberWithin } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';

export function generateCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  const count = integerWithin(0, 100_000);
  const paper = new Command('paper')
    .description("generate a random network like those in the paper's evaluation, of any size")
    .option('--seed <number>', 'random seed', integerWithin(0, 2 ** 31 - 1))
    .option('--satellites <count>', 'number of satellites', count)
    .option('--haps <count>', 'number of high-altitude platforms', count)
    .option('--stations <count>', 'number of base stations, both cities together', count)
    .option('--pairs <count>', 'number of user pairs (K)', count)
    .option('--slots <count>', 'number of time slots (T)', integerWithin(1, 1_000_000))
    .option('--slot-seconds <seconds>', 'length of a slot (δ)', numberWithin(Number.MIN_VALUE, 1e7))
    .option('--paths <count>', 'real paths per user pair', count)
    .option('--virtual-paths <count>', 'virtual paths per user pair', count)
    .option('--sub-paths <count>', 'sub-paths per storage pair', count)
    .option(
      '--storage-capacity <pairs>',
      'capacity of each memory (B_m)',
      numberWithin(0, Number.POSITIVE_INFINITY),
    )
    .addOption(
      new Option('--capacity-unit <unit>', 'unit of link capacities').choices([
        'pairs-per-slot',
        'pairs-per-second',
      ]),
    )
    .option(
      '--contact-probability <p>',
      'probability that a link exists in a slot; 1 makes links permanent',
      numberWithin(0, 1),
    )
    .option('--fidelity-target <F>', 'fidelity target (F^th)', numberWithin(0.5, 1))
    .option('--lengths', 'also draw lengths and efficiencies of links, which the paper does not state')
    .option('--out <file>', 'write to this file instead of standard output')
    .addHelpText('after', HELP)
    .action(async ({ out, ...options }: PaperOptions & { out?: string }) => {
      const yaml = formatScenario(generatePaper(options), scenarioSchemaFor(out ?? null));
      if (out === undefined) streams.out(yaml);
      else await writeAtomically(out, yaml);
      finish(EXIT.done);
    });
  return new Command('generate')
    .description('generate a scenario')
    .addCommand(paper)
    .addHelpText('after', HELP);
}

const HELP = '\nExample:\n  satqn generate paper --seed 7 --pairs 6 --out paper-7.yaml';

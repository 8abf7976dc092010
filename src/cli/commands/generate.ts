import { Command, Option } from 'commander';
import { writeAtomically } from '../../node/atomic-file.ts';
import { formatScenario } from '../../scenario/format.ts';
import { generatePaper, type PaperOptions } from '../../scenario/generate-paper.ts';
import { integerWithin, numberWithin } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';

export function generateCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  const count = integerWithin(0, 100_000);
  const paper = new Command('paper')
    .description("a seeded random network of the kind of the paper's evaluation, at any size")
    .option('--seed <number>', '', integerWithin(0, 2 ** 31 - 1))
    .option('--satellites <count>', '', count)
    .option('--haps <count>', '', count)
    .option('--stations <count>', 'base stations of both cities together', count)
    .option('--pairs <count>', 'K, user pairs', count)
    .option('--slots <count>', 'T', integerWithin(1, 1_000_000))
    .option('--slot-seconds <seconds>', 'δ', numberWithin(Number.MIN_VALUE, 1e7))
    .option('--paths <count>', 'real paths per pair', count)
    .option('--virtual-paths <count>', 'virtual paths per pair', count)
    .option('--sub-paths <count>', 'sub-paths per storage pair', count)
    .option('--storage-capacity <pairs>', 'B_m', numberWithin(0, Number.POSITIVE_INFINITY))
    .addOption(new Option('--capacity-unit <unit>').choices(['pairs-per-slot', 'pairs-per-second']))
    .option('--contact-probability <p>', 'of each link and slot; 1 = permanent', numberWithin(0, 1))
    .option('--fidelity-target <F>', 'F^th', numberWithin(0.5, 1))
    .option('--out <file>', 'write a file in place of standard output')
    .addHelpText('after', HELP)
    .action(async ({ out, ...options }: PaperOptions & { out?: string }) => {
      const yaml = formatScenario(generatePaper(options));
      if (out === undefined) streams.out(yaml);
      else await writeAtomically(out, yaml);
      finish(EXIT.done);
    });
  return new Command('generate').description('write a scenario').addCommand(paper).addHelpText('after', HELP);
}

const HELP = '\nExample:\n  satqn generate paper --seed 7 --pairs 6 --out paper-7.yaml';

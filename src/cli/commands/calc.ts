import Table from 'cli-table3';
import { Command } from 'commander';
import type { Calculator } from '../../calculators/calculator.ts';
import { CALCULATORS } from '../../calculators/calculators.ts';
import type { Words } from '../../calculators/words.ts';
import { noRemarks } from '../../orbit/elements/element-set.ts';
import { warningWords } from '../../report/labels.ts';
import { formatNumber } from '../../report/numbers.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { questionOptions, readQuestion } from '../question-options.ts';
import type { Streams } from '../streams.ts';

type Finish = (code: ExitCode) => void;

export function calcCommand(streams: Streams, finish: Finish): Command {
  const examples = CALCULATORS.map((calculator) => `\n  ${exampleOf(calculator)}`);
  const command = new Command('calc')
    .description(`calculate the physics on its own: ${CALCULATORS.map(({ name }) => name).join(', ')}`)
    .addHelpText('after', `\nExamples:${examples.join('')}`);
  for (const calculator of CALCULATORS) command.addCommand(calculatorCommand(calculator, streams, finish));
  return command;
}

const exampleOf = ({ name, example }: Calculator): string => `satqn calc ${name} ${example}`;

function calculatorCommand(calculator: Calculator, streams: Streams, finish: Finish): Command {
  const command = new Command(calculator.name).description(calculator.title);
  for (const option of questionOptions(calculator)) command.addOption(option);
  return command
    .option('--json', 'print only JSON')
    .addHelpText('after', `\nExample:\n  ${exampleOf(calculator)}`)
    .action(async ({ json, ...given }: { json?: true }) => {
      const remarks = noRemarks();
      const answer = calculator.answer(await readQuestion(calculator, given), remarks);
      streams.err(remarks.notes.map((note) => `${note}\n`).join(''));
      streams.err(
        warningWords(remarks.warnings)
          .map((warning) => `Warning: ${warning}\n`)
          .join(''),
      );
      streams.out(json ? `${JSON.stringify(answer, null, 2)}\n` : textOf(calculator.words(answer)));
      finish(EXIT.done);
    });
}

function textOf(words: Words): string {
  if (words.kind === 'values') {
    const width = Math.max(22, ...words.values.map(([name]) => name.length));
    return words.values
      .map(([name, value]) => {
        const text = typeof value === 'number' ? formatNumber(value, 7) : (value ?? '–');
        return `${name.padEnd(width)} ${text}\n`;
      })
      .join('');
  }
  if (words.rows.length === 0) return `${words.empty}\n`;
  const table = new Table({
    head: words.columns.map(({ name }) => name),
    colAligns: words.columns.map(({ align }) => align),
    style: { head: [], border: [] },
  });
  table.push(...words.rows.map((row) => [...row]));
  return `${table.toString()}\n`;
}

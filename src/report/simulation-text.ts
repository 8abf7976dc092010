import picocolors from 'picocolors';
import type { SimulationResult } from '../domain/simulation.ts';
import { formatPairs } from './numbers.ts';
import {
  DELIVERY_COLUMNS,
  deliveryCells,
  fates,
  LEDGER_WORDS,
  percent,
  realisedSentence,
  simulationRemarks,
} from './simulation-words.ts';
import { USUAL_WIDTH, wrap } from './terminal-list.ts';
import { plain, terminalTable } from './terminal-table.ts';

/** What of a plan comes true, for a terminal. */
export function simulationText(result: SimulationResult, { color }: { readonly color: boolean }): string {
  const colors = picocolors.createColors(color);
  const { plan, demands, total } = result;
  const rows = [
    ...demands.map((one) => [plain(one.demand), ...deliveryCells(one)]),
    ...(demands.length > 1 ? [['all', ...deliveryCells(total)]] : []),
  ];
  const ledger = fates(result).map(
    ({ key, pairs, share }) =>
      `  ${formatPairs(pairs).padStart(12)}  ${percent(share).padStart(8)}  ${LEDGER_WORDS[key]}`,
  );
  const remarks = simulationRemarks(result).map((line) => `  ${wrap(line, USUAL_WIDTH, 4)}`);
  const parts = [
    `${colors.bold(`${plain(plan.scenario)}: what comes true`)}\n${wrap(realisedSentence(result), USUAL_WIDTH, 0)}`,
    plan.verified ? '' : colors.red('This plan does not verify; it was simulated as it is (--trust).'),
    terminalTable(['demand', ...DELIVERY_COLUMNS], rows, colors),
    ledger.length > 0
      ? [colors.bold('Elementary pairs in a replication that flows were given'), ...ledger].join('\n')
      : '',
    remarks.join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

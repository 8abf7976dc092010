import type { SimulationResult } from '../domain/simulation.ts';
import { type Markup, markup, NOTHING, table, trusted } from './markup.ts';
import { formatNumber, formatPairs, formatShortTime, NONE } from './numbers.ts';
import { PALETTE } from './palette.ts';
import {
  DELIVERY_COLUMNS,
  deliveryCells,
  fates,
  LEDGER_WORDS,
  percent,
  realisedSentence,
  simulationRemarks,
} from './simulation-words.ts';

const right = (name: string) => ({ name, align: 'right' }) as const;
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** What of the plan comes true when pairs arrive at random, wait and age. */
export function simulationSection(result: SimulationResult): Markup {
  const { demands, total, options } = result;
  const rows = [
    ...demands.map((one) => [one.demand, ...deliveryCells(one)]),
    ...(demands.length > 1 ? [['all', ...deliveryCells(total)]] : []),
  ];
  const quality = demands.map(
    ({ demand, realised, fidelityTarget, fidelity, latencySeconds, ageSeconds }) => [
      demand,
      ...(['p5', 'p50', 'p95'] as const).map((key) => formatPairs(realised.quantiles[key])),
      fidelityTarget.toFixed(4),
      fidelity === null ? NONE : fidelity.after.toFixed(4),
      fidelity === null ? NONE : (fidelity.after - fidelityTarget).toFixed(4),
      ...(['median', 'p95', 'largest'] as const).map((key) =>
        latencySeconds === null ? NONE : formatShortTime(latencySeconds[key]),
      ),
      formatShortTime(ageSeconds),
    ],
  );
  const remarks = simulationRemarks(result).map((line) => markup`<li>${line}</li>`);
  return markup`<section><h2>What comes true</h2>
<p>${realisedSentence(result)} Pairs arrive by ${options.arrivals === 'poisson' ? 'Poisson processes' : options.arrivals === 'bernoulli' ? 'attempts' : 'even streams'}, the discipline is <code>${options.discipline}</code>.</p>
${table([{ name: 'Demand' }, ...DELIVERY_COLUMNS.map((name) => right(capital(name)))], rows)}
<p class="faint">Delivered pairs: mean over replications with its 95 % confidence interval. In spec are pairs with a true fidelity of at least the target.</p>
${fatesFigure(result)}
<h3>Spread, fidelity and time</h3>
${table(
  [
    { name: 'Demand' },
    right('Pairs, 5 %'),
    right('50 %'),
    right('95 %'),
    right('Target'),
    right('Mean fidelity'),
    right('Above target'),
    right('Latency, median'),
    right('95 %'),
    right('Largest'),
    right('Age of entanglement'),
  ],
  quality,
)}
<p class="faint">Pairs: below the first number lie 5 % of the replications, and so on. Latency: from the beginning of the oldest attempt in a delivered pair until both ends may use it. Age: time since the last delivered pair, as a mean over time.</p>
${remarks.length > 0 ? markup`<ul>${remarks}</ul>` : NOTHING}</section>`;
}

/** Where elementary pairs went: a bar and its numbers each. */
function fatesFigure(result: SimulationResult): Markup {
  const found = fates(result);
  if (found.length === 0) return NOTHING;
  const most = Math.max(...found.map(({ share }) => share));
  const rows = found.map(({ key, pairs, share }) => [
    LEDGER_WORDS[key],
    bar(share / most, key === 'delivered' ? PALETTE.green : PALETTE.vermilion),
    formatPairs(pairs),
    percent(share),
  ]);
  const unassigned = result.ledger.unassigned / result.replications;
  const rest =
    unassigned > 0 ? ` Links brought ${formatNumber(unassigned)} more, ${LEDGER_WORDS.unassigned}.` : '';
  return markup`<h3>Where elementary pairs went</h3>
${table([{ name: 'Elementary pairs' }, { name: '' }, right('Per replication'), right('Share')], rows)}
<p class="faint">Elementary pairs that flows were given. A pair that was joined or purified counts as those that it consists of.${rest}</p>`;
}

/** A bar of a share of the longest one; the numbers beside it say the same. */
const bar = (share: number, color: string): Markup =>
  trusted(
    `<svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${(100 * share).toFixed(2)}" height="10" fill="${color}"/></svg>`,
  );

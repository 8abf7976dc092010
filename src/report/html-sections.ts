import type { CheckedRecord, DemandSummary, RunRecord } from '../domain/run-record.ts';
import { idleWords, remedyLines } from './idle-words.ts';
import { byPrice, CONSTRAINT_WORDS, cataloguedPaths, certificateWords, storageFigures } from './labels.ts';
import { type Markup, markup, NOTHING, table } from './markup.ts';
import {
  formatFidelity,
  formatNumber,
  formatPairs,
  formatRate,
  formatSeconds,
  formatShare,
  formatViolation,
  NONE,
  slotRanges,
} from './numbers.ts';
import { telescopeSentences } from './telescope-prices.ts';
import { pathWords, type Span, stockWords, timelineOf } from './timeline.ts';

const right = (name: string) => ({ name, align: 'right' }) as const;

/** What each demand gets. */
export function demandSection({ demands }: RunRecord): Markup {
  if (demands.length === 0) return NOTHING;
  const rows = demands.map((demand) => [
    nameOf(demand),
    formatPairs(demand.deliveredPairs),
    formatRate(demand.meanRate),
    fidelities(demand.fidelityBefore, demand.fidelityAfter),
    ...[demand.shares.satellite, demand.shares.aerial, demand.shares.fibre, demand.shares.virtual].map(
      formatShare,
    ),
  ]);
  const columns = [
    { name: 'Demand' },
    right('Pairs'),
    right('Mean pairs/s'),
    right('Fidelity'),
    right('Satellite %'),
    right('Aerial %'),
    right('Fibre %'),
    right('Stored %'),
  ];
  return markup`<section><h2>Demands</h2>${table(columns, rows)}
<p class="faint">Fidelity before → after purification, mean over the delivered pairs. Shares are of the delivered pairs whose complete path holds at least one such link, so they overlap; “stored” came out of a memory.</p>${idleTable(demands)}</section>`;
}

function idleTable(demands: RunRecord['demands']): Markup {
  const rows = demands.flatMap((demand) =>
    demand.idleSlots.length > 0 ? [[demand.demand, idleWords(demand)]] : [],
  );
  if (rows.length === 0) return NOTHING;
  const remedies = remedyLines({ demands }).map((line) => markup`<li>${line}</li>`);
  return markup`<h3>Without service</h3>${table([{ name: 'Demand' }, { name: 'Slots, and why' }], rows)}
<ul class="faint">${remedies}</ul>`;
}

/** Names the ends of a demand if its own name does not. */
function nameOf({ demand, source, destination }: DemandSummary): Markup {
  const ends =
    demand === `${source}~${destination}` ? NOTHING : markup`<small>${source} – ${destination}</small>`;
  return markup`${demand}${ends}`;
}

function fidelities(before: number | null, after: number | null): string {
  return after === null ? NONE : `${formatFidelity(before)} → ${formatFidelity(after)}`;
}

/** Which path each demand takes, and when. */
export function timelineSection(record: RunRecord): Markup {
  if (!record.plan || record.demands.length === 0) return NOTHING;
  const columns = [
    right('Slots'),
    { name: 'Path' },
    right('Pairs/s'),
    right('Fidelity'),
    right('Base pairs per pair'),
  ];
  const parts = record.demands.map(({ demand, deliveredPairs }) => {
    const spans = timelineOf(record, demand);
    const rows = spans.map((span) => spanRow(record, span));
    return markup`<details><summary><b>${demand}</b> · ${formatPairs(deliveredPairs)} pairs</summary>${table(columns, rows)}</details>`;
  });
  return markup`<section><h2>Paths over time</h2>
<p class="faint">→ a link of the slot, ⇢ pairs out of a stock that was filled before. “Base pairs per pair” is g, the cost of purification and swapping.</p>
${parts}</section>`;
}

function spanRow(record: RunRecord, { slots, routes, idle }: Span): (string | Markup)[] {
  const [first] = routes;
  if (!first)
    return [slotRanges(slots), markup`<div class="way faint">${idle ?? ''}</div>`, NONE, NONE, NONE];
  const range = (
    of: (route: (typeof routes)[number]) => number,
    format: (value: number) => string,
  ): string => {
    const values = routes.map(of);
    const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
    return low === high ? low : `${low}–${high}`;
  };
  const stocks = stockWords(record, first.hops);
  const way = markup`<div class="way">${pathWords(first)}${stocks.map((words) => markup`<small>stock filled along ${words}</small>`)}</div>`;
  return [
    slotRanges(slots),
    way,
    range(({ rate }) => rate, formatRate),
    `${range(({ fidelity }) => fidelity, formatFidelity)} → ${range(({ deliveredFidelity }) => deliveredFidelity, formatFidelity)}`,
    range(({ cost }) => cost, formatNumber),
  ];
}

/** How far the memories are used. */
export function storageSection({ storage }: RunRecord): Markup {
  if (storage.length === 0) return NOTHING;
  const columns = [
    { name: 'Node' },
    right('Capacity'),
    right('Peak'),
    right('Peak %'),
    right('Mean'),
    right('At the end'),
  ];
  const rows = storage.map((use) => {
    const { peak, mean, final } = storageFigures(use);
    const full = use.capacity > 0 ? formatShare(peak / use.capacity) : NONE;
    return [
      use.node,
      formatPairs(use.capacity),
      formatPairs(peak),
      full,
      formatPairs(mean),
      formatPairs(final),
    ];
  });
  return markup`<section><h2>Storage</h2>${table(columns, rows)}
<p class="faint">Pairs with one half in the node, at the start of each slot. A stored pair occupies a memory at each of its two ends.</p></section>`;
}

/** What more capacity would be worth. */
export function priceSection({ prices, relaxation }: RunRecord): Markup {
  const rows = [
    ...byPrice(prices.links).map((price) => ({ ...price, what: 'link', unit: 'pairs/s' })),
    ...byPrice(prices.memories).map((price) => ({ ...price, what: 'memory of', unit: 'pairs' })),
    ...byPrice(prices.modes ?? []).map((price) => ({ ...price, what: 'modes of', unit: 'modes' })),
  ].map(({ what, where, slot, amount, unit, price, recheckedPrice }) => [
    `${what} ${where}`,
    String(slot + 1),
    `${formatNumber(amount)} ${unit}`,
    formatNumber(price),
    formatNumber(recheckedPrice),
  ]);
  const telescopes = telescopeSentences({ relaxation }).map((line) => markup`<li>${line}</li>`);
  const ofTelescopes = telescopes.length > 0 ? markup`<ul>${telescopes}</ul>` : NOTHING;
  if (rows.length === 0) {
    return telescopes.length > 0
      ? markup`<section><h2>Value of more capacity</h2>${ofTelescopes}</section>`
      : NOTHING;
  }
  const columns = [
    { name: 'Where' },
    right('Slot'),
    right('Has'),
    right('Value of one more, pairs/s'),
    right('Measured with +1 %'),
  ];
  return markup`<section><h2>Value of more capacity</h2>${table(columns, rows)}
<p class="faint">Gain in Σ α y from one more pair/s on a link, from room for one more pair in a memory, or from one more memory mode: the LP dual with the routes fixed, and the value measured by solving again with 1 % more.</p>${ofTelescopes}</section>`;
}

/** What the independent checker found. */
export function certificateSection({ certificate, bounds, relaxation }: CheckedRecord): Markup {
  if (certificate === null) return NOTHING;
  const columns = [
    { name: 'Constraint' },
    { name: 'What is checked' },
    right('Checked'),
    right('Largest violation'),
    { name: 'Where' },
  ];
  const rows = certificate.checks.map((check) => [
    check.constraint,
    CONSTRAINT_WORDS[check.constraint],
    formatNumber(check.checked),
    formatViolation(check.maxViolation),
    // Where mere rounding is largest tells nothing.
    check.maxViolation > 1e-9 ? (check.worst ?? NONE) : NONE,
  ]);
  const bound = [
    bounds.bound === null ? [] : [`outer bound ${formatNumber(bounds.bound, 6)} by the ${bounds.boundBy}`],
    relaxation.bound === null ? [] : [`LP relaxation ${formatNumber(relaxation.bound, 6)}`],
    certificate.dualBound === null
      ? []
      : [`recomputed by weak duality ${formatNumber(certificate.dualBound, 6)}`],
  ].flat();
  return markup`<section><h2>Certificate</h2>
<p>The plan was checked by code that shares nothing with the planner: ${certificateWords(certificate)}.</p>
${table(columns, rows)}
<p class="faint">Violations are relative to the size of their row; the tolerance is ${formatViolation(certificate.tolerance)}.${bound.length > 0 ? ` Bounds: ${bound.join('; ')}.` : ''}</p></section>`;
}

/** Where the plan comes from, so it can be reproduced. */
export function originSection(record: RunRecord): Markup {
  const { scenario, satqn, solver, seconds, catalogue, horizon } = record;
  const facts: readonly (readonly [string, string])[] = [
    ['Scenario', `${scenario.name}, hash ${scenario.hash}`],
    [
      'Horizon',
      `${horizon.slots} slots of ${formatNumber(horizon.slotSeconds)} s${horizon.start === null ? '' : ` from ${horizon.start}`}`,
    ],
    [
      'Catalogue',
      `${cataloguedPaths(catalogue)} (${formatNumber(catalogue.realPaths)} real, ${formatNumber(catalogue.virtualPaths)} virtual), ${formatNumber(catalogue.subPaths)} sub-paths of storage pairs, ${formatNumber(catalogue.choices)} choices of path and slot`,
    ],
    ['Scheme and method', `${record.scheme}, ${record.method}`],
    ['Software', `satqn ${satqn.version}, ${solver.name} ${solver.version}`],
    [
      'Time',
      `topology ${formatSeconds(seconds.topology)}, catalogue ${formatSeconds(seconds.catalogue)}, search ${formatSeconds(seconds.solve)}`,
    ],
  ];
  return markup`<section><h2>Origin</h2>${table([{ name: 'Of' }, { name: 'Value' }], facts)}
<details><summary>Options of the run</summary><pre>${JSON.stringify(record.options, null, 2) ?? ''}</pre></details></section>`;
}

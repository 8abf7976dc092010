import type { RunRecord } from '../domain/run-record.ts';
import { assumptionSentences, needCells, neediestNodes } from './assumption-words.ts';
import { type Markup, markup, NOTHING, table } from './markup.ts';

const right = (name: string) => ({ name, align: 'right' }) as const;

/** What the plan asks of hardware, and what it takes for granted. */
export function assumptionSection({ assumptions }: RunRecord): Markup {
  if (!assumptions) return NOTHING;
  const { shown, more } = neediestNodes(assumptions);
  const columns = [
    { name: 'Node' },
    right('Modes in flight'),
    right('At full rate'),
    right('In slot'),
    right('Pairs in store'),
  ];
  const rows = shown.map((needs) => [needs.node, ...needCells(needs)]);
  const others = more > 0 ? ` ${more} more ${more === 1 ? 'node needs' : 'nodes need'} less.` : '';
  const nodes =
    rows.length > 0
      ? markup`${table(columns, rows)}
<p class="faint">A source keeps one half of each pair until it hears whether the other half has arrived. “Modes in flight” are those that wait at once for the pairs of the plan, in the slot with most; “at full rate”, if the sources of these links never rest. “Pairs in store” is the most at the beginning of a slot.${others}</p>`
      : NOTHING;
  const sentences = assumptionSentences(assumptions).map((line) => markup`<li>${line}</li>`);
  return markup`<section><h2>What this plan assumes</h2><ul>${sentences}</ul>${nodes}</section>`;
}

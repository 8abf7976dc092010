import type { RunRecord } from '../domain/run-record.ts';
import {
  assumptionSentences,
  moreNodesWords,
  NEED_COLUMNS,
  NEEDS_LEGEND,
  needCells,
  neediestNodes,
} from './assumption-words.ts';
import { modeSentences } from './hardware-words.ts';
import { type Markup, markup, NOTHING, table } from './markup.ts';

/** What the plan asks of hardware, and what it takes for granted. */
export function assumptionSection(record: RunRecord): Markup {
  const { assumptions } = record;
  if (!assumptions) return NOTHING;
  const { shown, more } = neediestNodes(assumptions);
  const columns = [{ name: 'Node' }, ...NEED_COLUMNS.map((name) => ({ name, align: 'right' }) as const)];
  const rows = shown.map((needs) => [needs.node, ...needCells(needs)]);
  const nodes =
    rows.length > 0
      ? markup`${table(columns, rows)}
<p class="faint">${NEEDS_LEGEND} ${moreNodesWords(more)}</p>`
      : NOTHING;
  const lines = [...modeSentences(record), ...assumptionSentences(assumptions)];
  const sentences = lines.map((line) => markup`<li>${line}</li>`);
  return markup`<section><h2>What this plan assumes</h2><ul>${sentences}</ul>${nodes}</section>`;
}

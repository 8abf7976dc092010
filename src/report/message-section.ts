import type { RunRecord } from '../domain/run-record.ts';
import { busiestMessages } from './hardware-words.ts';
import { type Markup, markup, NOTHING, table } from './markup.ts';
import { formatBits, formatNumber, NONE } from './numbers.ts';

const MOST_SHOWN = 16;
const right = (name: string) => ({ name, align: 'right' }) as const;

/** The messages of a plan along every link, each in the slot in which they are most. */
export function messageSection(record: RunRecord): Markup {
  const busiest = busiestMessages(record);
  if (busiest.length === 0) return NOTHING;
  const columns = [
    { name: 'From' },
    { name: 'To' },
    { name: 'Over' },
    right('Bits'),
    right('Heralds'),
    right('Swap results'),
    right('Purification'),
    right('In slot'),
  ];
  const bits = (amount: number) => (amount > 0 ? formatBits(amount) : NONE);
  const rows = busiest
    .slice(0, MOST_SHOWN)
    .map((one) => [
      one.from,
      one.to,
      one.link === null ? 'a classical link' : 'the quantum link',
      bits(one.bitsPerSecond),
      bits(one.heraldBitsPerSecond),
      bits(one.swapBitsPerSecond),
      bits(one.purificationBitsPerSecond),
      String(one.slot + 1),
    ]);
  const left = busiest.length - rows.length;
  const more =
    left > 0 ? ` ${formatNumber(left)} more ${left === 1 ? 'direction has' : 'directions have'} fewer.` : '';
  return markup`<section><h2>Messages</h2>${table(columns, rows)}
<p class="faint">What passes each direction of a link in the slot with most.${more} All slots are in control.csv. What the relay carries is not counted.</p></section>`;
}

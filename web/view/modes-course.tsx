import type { ModesInUse } from '../../src/domain/run-record.ts';
import { formatNumber } from '../../src/report/numbers.ts';
import { useSlot } from './use-slot.ts';

/** Memory modes of a node over time: in flight or held, above those in store, up to as many as it has. */
export function ModesCourse({ use }: { readonly use: ModesInUse }) {
  const slot = useSlot();
  const { node, modes, moving, stored } = use;
  const slots = moving.length;
  const height = (amount: number) => 1 - 0.96 * Math.min(1, amount / modes);
  const store = stored.map((pairs, t) => `${t} ${height(pairs)}`).join('L');
  const edges = moving.flatMap((amount, t) => [
    `${t} ${height(amount + stored[t]!)}`,
    `${t + 1} ${height(amount + stored[t + 1]!)}`,
  ]);
  return (
    <svg
      className="stock-course"
      viewBox={`0 0 ${slots} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Memory modes in use at ${node} over time, of ${formatNumber(modes)}`}
    >
      <path className="modes-area" d={`M0 1L${edges.join('L')}L${slots} 1Z`} />
      <path className="stock-area" d={`M0 1L${store}L${slots} 1Z`} />
      <path className="stock-capacity" d={`M0 0.04H${slots}`} />
      <rect className="now" x={slot} y="0" width="1" height="1" />
    </svg>
  );
}

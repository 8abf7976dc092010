import { formatPairs } from '../../src/report/numbers.ts';
import { type Stock, stockTop } from '../model/pair-stocks.ts';
import { useSlot } from './use-slot.ts';

/** A stock over time, up to its capacity or its peak, with the slot that is shown. */
export function StockCourse({
  label,
  stock,
  slots,
}: {
  /** Whose stock it is, for who cannot see it. */
  readonly label: string;
  readonly stock: Stock;
  readonly slots: number;
}) {
  const slot = useSlot();
  const { capacity, pairs, peak } = stock;
  const top = stockTop(stock);
  const points = pairs.map((value, index) => `${index} ${1 - 0.96 * (value / top)}`).join('L');
  return (
    <svg
      className="stock-course"
      viewBox={`0 0 ${slots} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label} over time, at most ${formatPairs(peak)} pairs`}
    >
      <path className="stock-area" d={`M0 1L${points}L${slots} 1Z`} />
      {top === capacity && <path className="stock-capacity" d={`M0 0.04H${slots}`} />}
      <rect className="now" x={slot} y="0" width="1" height="1" />
    </svg>
  );
}

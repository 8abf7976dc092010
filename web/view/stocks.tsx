import { useCallback, useMemo } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { type FigureTable, numberColumns } from '../../src/report/figures/figure-kind.ts';
import { formatPairs, NONE } from '../../src/report/numbers.ts';
import { type PairStock, pairStocks } from '../model/pair-stocks.ts';
import { drawPairStocks } from '../model/stock-drawing.ts';
import { Figures } from './figure.tsx';
import { Numbers } from './numbers.tsx';
import { SaveButtons } from './save-buttons.tsx';
import { StockCourse } from './stock-course.tsx';
import { useSlot } from './use-slot.ts';

const MOST_PAIRS = 24;

/** What is stored when: every storage pair, and every memory. */
export function Stocks({ record }: { readonly record: RunRecord }) {
  const stocks = useMemo(() => pairStocks(record), [record]);
  if (record.storage.length === 0) return null;
  return (
    <section aria-label="Storage">
      <h2>Storage</h2>
      {stocks.length === 0 ? (
        <p className="faint">No pairs are stored.</p>
      ) : (
        <div className="stock-list">
          {stocks.slice(0, MOST_PAIRS).map((stock) => (
            <StockRow key={stock.pair} stock={stock} slots={record.horizon.slots} />
          ))}
          {stocks.length > MOST_PAIRS && (
            <p className="faint">{stocks.length - MOST_PAIRS} more hold fewer pairs.</p>
          )}
        </div>
      )}
      {stocks.length > 0 && (
        <>
          <p className="faint">
            Orange: pairs in stock; dashed: capacity, where it is not far above.{' '}
            <SaveButtons drawing={() => drawPairStocks(record)} />
          </p>
          <StockNumbers stocks={stocks} />
          <Figures record={record} subject="storage" />
        </>
      )}
    </section>
  );
}

function StockRow({ stock, slots }: { readonly stock: PairStock; readonly slots: number }) {
  const slot = useSlot();
  const { pair, capacity, pairs, peak } = stock;
  return (
    <div className="stock-row">
      <span>
        {pair}
        <small>
          {formatPairs(pairs[slot] ?? null)} of {capacity === null ? NONE : formatPairs(capacity)} pairs in
          slot {slot + 1}, at most {formatPairs(peak)}
        </small>
      </span>
      <StockCourse label={`Stock of ${pair}`} stock={stock} slots={slots} />
    </div>
  );
}

/** The same as a table. */
function StockNumbers({ stocks }: { readonly stocks: readonly PairStock[] }) {
  const read = useCallback(async () => stockTable(stocks.slice(0, MOST_PAIRS)), [stocks]);
  return <Numbers label="Stock of each storage pair" read={read} />;
}

function stockTable(stocks: readonly PairStock[]): FigureTable {
  const times = stocks[0]!.pairs.length;
  return {
    columns: numberColumns(['start of slot', ...stocks.map(({ pair }) => pair)]),
    rows: Array.from({ length: times }, (_, slot) => [
      slot === times - 1 ? 'end' : String(slot + 1),
      ...stocks.map(({ pairs }) => formatPairs(pairs[slot] ?? null)),
    ]),
  };
}

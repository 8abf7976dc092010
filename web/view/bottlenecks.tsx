import type { RunRecord } from '../../src/domain/run-record.ts';
import { byPrice } from '../../src/report/labels.ts';
import { formatNumber } from '../../src/report/numbers.ts';
import type { Target } from '../model/target.ts';
import { change } from '../state/store.ts';

/** What one more pair/s, or room for one more pair, would be worth. */
export function Bottlenecks({ record }: { readonly record: RunRecord }) {
  const { links, memories, modes = [] } = record.prices;
  const rows = [
    ...byPrice(links).map((price) => ({ ...price, kind: 'link' as const, what: '', unit: 'pairs/s' })),
    ...byPrice(memories).map((price) => ({
      ...price,
      kind: 'node' as const,
      what: 'memory of ',
      unit: 'pairs',
    })),
    ...byPrice(modes).map((price) => ({ ...price, kind: 'node' as const, what: 'modes of ', unit: 'modes' })),
  ];
  if (rows.length === 0) return null;
  const show = (target: Target, slot: number) =>
    change('view', {
      seconds: (slot + 0.5) * record.horizon.slotSeconds,
      playing: false,
      highlight: { hovered: null, selected: target },
    });
  return (
    <section aria-label="Bottlenecks">
      <h2>Bottlenecks</h2>
      <section className="scroll" tabIndex={0} aria-label="Shadow prices">
        <table>
          <thead>
            <tr>
              <th>Where</th>
              <th className="number">Slot</th>
              <th className="number">Available</th>
              <th className="number">Value</th>
              <th className="number">Measured</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ where, slot, amount, price, recheckedPrice, kind, what, unit }) => (
              <tr key={`${what}${where}`}>
                <th scope="row">
                  <button
                    type="button"
                    className="text-button"
                    onClick={() => show({ kind, id: where }, slot)}
                  >
                    {`${what}${where}`}
                  </button>
                </th>
                <td className="number">{slot + 1}</td>
                <td className="number">
                  {formatNumber(amount)} {unit}
                </td>
                <td className="number">{formatNumber(price)}</td>
                <td className="number">{formatNumber(recheckedPrice)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="faint">
        Value: the gain in Σ α y, in pairs/s, from one more pair/s on a link, or from room for one more pair
        in a memory (LP dual with the routes fixed). Measured: the same gain, found by solving again with 1 %
        more.
      </p>
    </section>
  );
}

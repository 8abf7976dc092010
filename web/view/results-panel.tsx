import { useCallback } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { needsWords } from '../../src/report/assumption-words.ts';
import type { FigureTable } from '../../src/report/figures/figure-kind.ts';
import { idleWords, remedyLines } from '../../src/report/idle-words.ts';
import { exemptWords, shortageTitle, shortageWords } from '../../src/report/labels.ts';
import {
  formatFidelity,
  formatNumber,
  formatPairs,
  formatRate,
  formatShare,
  formatSpan,
  NONE,
} from '../../src/report/numbers.ts';
import { capital } from '../../src/report/pointing-words.ts';
import { pathWords } from '../../src/report/timeline.ts';
import { MEANS_WORDS, timelineRows } from '../model/timeline.ts';
import { change, isStale, type RunState, useStudio } from '../state/store.ts';
import { Assumptions } from './assumptions.tsx';
import { Bottlenecks } from './bottlenecks.tsx';
import { CertificateTable } from './certificate-table.tsx';
import { Figures } from './figure.tsx';
import { Issues } from './issues.tsx';
import { Limits } from './limits.tsx';
import { Numbers } from './numbers.tsx';
import { PathDetails } from './path-details.tsx';
import { StatusLine } from './status-line.tsx';
import { Stocks } from './stocks.tsx';
import { Warnings } from './warnings.tsx';

/** What came of a run, to be understood. */
export function ResultsPanel() {
  const record = useStudio(({ run }) => run.record);
  const { checked, unchecked } = useStudio(({ run }) => run);
  const stale = useStudio(isStale);
  if (!record) {
    return (
      <div className="panel">
        <p className="faint">
          Nothing has been planned yet. Plan this scenario, or open the run record of an earlier run.
        </p>
        <button type="button" className="button" onClick={() => change('view', { panel: 'plan' })}>
          Go to Plan
        </button>
      </div>
    );
  }
  const { slots, slotSeconds } = record.horizon;
  return (
    <div className="panel">
      {stale && <p className="warning">The scenario has changed since this plan was made. Plan again.</p>}
      <Warnings warnings={record.warnings} />
      <StatusLine record={record} checked={checked} />
      <Limits record={record} />
      <CheckState record={record} checked={checked} unchecked={unchecked} />
      <dl className="figures">
        <div>
          <dt>Delivered</dt>
          <dd>
            {formatPairs(record.totalPairs)} <small>pairs in {formatSpan(slots * slotSeconds)}</small>
          </dd>
        </div>
        <div>
          <dt>Mean rate</dt>
          <dd>
            {formatNumber(record.totalPairs === null ? null : record.totalPairs / (slots * slotSeconds))}{' '}
            <small>pairs/s</small>
          </dd>
        </div>
      </dl>
      {record.assumptions && <p>{capital(needsWords(record.assumptions))}.</p>}
      {record.plan && <PathDetails record={record} />}
      <Demands record={record} />
      {record.plan && <Course record={record} />}
      <Reasons title={shortageTitle(record)} lines={shortageWords(record.shortages)} />
      <Reasons
        title="Exempt from the minimum rate, for lack of a usable path"
        lines={exemptWords(record.exempt)}
      />
      <Bottlenecks record={record} />
      <Stocks record={record} />
      <Assumptions record={record} />
      {record.plan && (
        <>
          <h2>Rates</h2>
          <Figures record={record} subject="delivery" />
        </>
      )}
      {checked && <CertificateTable record={checked} />}
      <Reasons title="Notes" lines={record.notes} />
    </div>
  );
}

/** Where the check of a record stands that was opened. */
function CheckState({
  record,
  checked,
  unchecked,
}: Pick<RunState, 'checked' | 'unchecked'> & { readonly record: RunRecord }) {
  if (checked !== null || record.plan === null) return null;
  if (unchecked.length > 0) return <Issues issues={unchecked} />;
  return <p role="status">Checking: rebuilding the network …</p>;
}

function Demands({ record }: { readonly record: RunRecord }) {
  const chosen = useStudio(({ view }) => view.demand);
  if (record.demands.length === 0) return null;
  const idle = record.demands.filter(({ idleSlots }) => idleSlots.length > 0);
  return (
    <section aria-label="Demands">
      <h2>Demands</h2>
      <section className="scroll" tabIndex={0} aria-label="Results by demand">
        <table>
          <thead>
            <tr>
              <th>Demand</th>
              <th className="number">Pairs</th>
              <th className="number">Pairs/s</th>
              <th className="number">Fidelity</th>
              <th className="number">Sat</th>
              <th className="number">Air</th>
              <th className="number">Fibre</th>
              <th className="number">Stored</th>
            </tr>
          </thead>
          <tbody>
            {record.demands.map((row) => (
              <tr key={row.demand} data-selected={row.demand === chosen || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="text-button"
                    aria-pressed={row.demand === chosen}
                    onClick={() => change('view', { demand: row.demand })}
                  >
                    {row.demand}
                  </button>
                </th>
                <td className="number">{formatPairs(row.deliveredPairs)}</td>
                <td className="number">{formatNumber(row.meanRate)}</td>
                <td className="number">
                  {row.fidelityAfter === null ? NONE : formatFidelity(row.fidelityAfter)}
                </td>
                <td className="number">{formatShare(row.shares.satellite)}</td>
                <td className="number">{formatShare(row.shares.aerial)}</td>
                <td className="number">{formatShare(row.shares.fibre)}</td>
                <td className="number">{formatShare(row.shares.virtual)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="faint">
        Sat, air, fibre and stored: percentage of the pairs whose path has at least one such link; they
        overlap.
      </p>
      {idle.length > 0 && (
        <Reasons
          title="Slots without service"
          lines={idle.map((row) => `${row.demand}: ${idleWords(row)}`)}
        />
      )}
      {idle.length > 0 && <Reasons title="Why, and what to change" lines={remedyLines(record)} />}
    </section>
  );
}

function Reasons({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="notes">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

/** The timeline as a table. */
function Course({ record }: { readonly record: RunRecord }) {
  const read = useCallback(async () => courseTable(record), [record]);
  return <Numbers label="Each demand over time" read={read} />;
}

const courseTable = (record: RunRecord): FigureTable => ({
  columns: [{ name: 'demand' }, { name: 'slots' }, { name: 'served' }, { name: 'pairs/s', align: 'right' }],
  rows: timelineRows(record).flatMap(({ demand, stretches, rates }) =>
    stretches.map(({ from, to, means, routes, idle }) => [
      demand,
      to - from === 1 ? String(from + 1) : `${from + 1}–${to}`,
      means === null ? `no: ${idle ?? 'no path'}` : `${MEANS_WORDS[means]}: ${pathWords(routes[0]!)}`,
      means === null ? NONE : rangeWords(rates.slice(from, to)),
    ]),
  ),
});

function rangeWords(rates: readonly number[]): string {
  const [least, most] = [formatRate(Math.min(...rates)), formatRate(Math.max(...rates))];
  return least === most ? least : `${least}–${most}`;
}

import { useCallback } from 'react';
import type { Comparison, SchemeResult } from '../../src/domain/comparison.ts';
import { SCHEME_NAMES, SCHEMES, type SchemeName } from '../../src/domain/schemes/schemes.ts';
import type { Warning } from '../../src/domain/warning.ts';
import { formatPairs, formatSpan } from '../../src/report/numbers.ts';
import { compare, stopComparing } from '../state/comparing.ts';
import { askReader } from '../state/reader.ts';
import { type CompareState, change, useStudio } from '../state/store.ts';
import { CompareResults } from './compare-results.tsx';
import { Picture } from './figure.tsx';
import { Issues } from './issues.tsx';
import { Silence } from './silence.tsx';
import { Warnings } from './warnings.tsx';

/** Several schemes on one instance, side by side. */
export function ComparePanel() {
  const comparison = useStudio((studio) => studio.compare);
  const ready = useStudio(
    ({ document, run }) => document.scenario !== null && document.issues.length === 0 && run.phase === 'idle',
  );
  const stale = useStudio(
    ({ document, compare: { sourceHash } }) => sourceHash !== null && sourceHash !== document.hash,
  );
  const timeLimit = useStudio(({ options }) => options.timeLimitSeconds);
  const { schemes, keepMinimum } = useStudio(({ compareOptions }) => compareOptions);
  const busy = comparison.phase !== 'idle';
  const silent = useStudio(({ planner }) => planner.silentSeconds !== null);
  return (
    <div className="panel">
      <SchemeChoice isDisabled={busy} />
      <div className="row">
        {busy ? (
          <button type="button" className="button" onClick={stopComparing}>
            {comparison.phase === 'stopping' || silent ? 'Stop at once' : 'Stop and keep the results so far'}
          </button>
        ) : (
          <button
            type="button"
            className="button primary"
            disabled={!ready || schemes.size === 0}
            onClick={() =>
              void compare(
                SCHEME_NAMES.filter((name) => schemes.has(name)),
                keepMinimum,
              )
            }
          >
            Compare
          </button>
        )}
        <span className="faint" role="status">
          {busy
            ? comparison.stage
            : `At most ${formatSpan(timeLimit)} per scheme; method and gap are those in Plan.`}
        </span>
      </div>
      {busy && <Silence />}
      <Issues issues={comparison.issues} />
      {stale && <p className="warning">The scenario has changed since this comparison. Compare again.</p>}
      <Warnings warnings={warningsOf(comparison)} />
      {(comparison.results.length > 0 || comparison.unfinished) && (
        <CompareResults results={comparison.results} unfinished={comparison.unfinished?.result ?? null} />
      )}
      {comparison.comparison && <ComparisonPicture comparison={comparison.comparison} />}
      {comparison.results.length > 1 && <DemandsByScheme results={comparison.results} />}
    </div>
  );
}

/** Which schemes are compared, and whether they keep minimum rates. */
function SchemeChoice({ isDisabled }: { readonly isDisabled: boolean }) {
  const hasMinimum = useStudio(
    ({ document }) => document.scenario?.demands.some(({ minimumRate }) => minimumRate > 0) ?? false,
  );
  const { schemes, keepMinimum } = useStudio(({ compareOptions }) => compareOptions);
  const toggle = (name: SchemeName) => {
    const next = new Set(schemes);
    if (!next.delete(name)) next.add(name);
    change('compareOptions', { schemes: next });
  };
  return (
    <fieldset className="schemes" disabled={isDisabled}>
      <legend>Schemes</legend>
      {SCHEME_NAMES.map((name) => (
        <label key={name}>
          <input type="checkbox" checked={schemes.has(name)} onChange={() => toggle(name)} />
          <span>
            {SCHEMES[name].title} <small>{SCHEMES[name].words}</small>
          </span>
        </label>
      ))}
      {hasMinimum && (
        <label>
          <input
            type="checkbox"
            checked={keepMinimum}
            onChange={() => change('compareOptions', { keepMinimum: !keepMinimum })}
          />
          <span>
            Keep minimum rates <small>(RRS, greedy and pull may miss them)</small>
          </span>
        </label>
      )}
    </fieldset>
  );
}

/** Those of the comparison; before it is whole, or where it was broken off, those of a scheme that is done. */
const warningsOf = ({ comparison, records }: CompareState): readonly Warning[] =>
  (comparison ?? [...records.values()][0])?.warnings ?? [];

function ComparisonPicture({ comparison }: { readonly comparison: Comparison }) {
  const draw = useCallback(
    (width: number) => askReader((reader) => reader.comparisonFigure(comparison, width)),
    [comparison],
  );
  return <Picture name="comparison" draw={draw} />;
}

function DemandsByScheme({ results }: { readonly results: readonly SchemeResult[] }) {
  const records = useStudio(({ compare: { records } }) => records);
  const demands = useStudio(({ document }) => document.scenario?.demands);
  const pairsOf = (scheme: SchemeName, demand: string | undefined) =>
    records.get(scheme)?.demands.find((row) => row.demand === demand)?.deliveredPairs ?? null;
  return (
    <section aria-label="Pairs by demand">
      <h2>Pairs by demand</h2>
      <section className="scroll" tabIndex={0} aria-label="Pairs by demand by scheme">
        <table>
          <thead>
            <tr>
              <th>Demand</th>
              {results.map(({ scheme }) => (
                <th key={scheme} className="number">
                  {SCHEMES[scheme].title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {demands?.map(({ id }) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                {results.map(({ scheme }) => (
                  <td key={scheme} className="number">
                    {formatPairs(pairsOf(scheme, id))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {results.some(({ draws }) => draws !== null) && (
        <p className="faint">Random routing is represented by its best draw.</p>
      )}
    </section>
  );
}

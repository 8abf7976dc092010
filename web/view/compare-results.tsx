import type { SchemeResult } from '../../src/domain/comparison.ts';
import { deliveryOf } from '../../src/domain/delivery.ts';
import { SCHEMES } from '../../src/domain/schemes/schemes.ts';
import { needsWords } from '../../src/report/assumption-words.ts';
import { wordsOfStatus } from '../../src/report/labels.ts';
import {
  formatFidelity,
  formatGap,
  formatNumber,
  formatPairs,
  formatSeconds,
  highestOf,
  NONE,
} from '../../src/report/numbers.ts';
import { sparedSentences } from '../../src/report/spared-words.ts';
import { showScheme } from '../state/comparing.ts';
import { useStudio } from '../state/store.ts';

/** What the schemes came to, side by side. */
export function CompareResults({
  results,
  unfinished,
}: {
  readonly results: readonly SchemeResult[];
  readonly unfinished: SchemeResult | null;
}) {
  const shown = useStudio(({ run }) => run.record);
  const records = useStudio(({ compare: { records } }) => records);
  const rows = unfinished ? [...results, unfinished] : results;
  const highest = highestOf(rows.map(({ objective, bound }) => Math.max(objective ?? 0, bound ?? 0)));
  return (
    <>
      <section className="scroll" tabIndex={0} aria-label="Schemes compared">
        <table>
          <thead>
            <tr>
              <th>Scheme</th>
              <th>Σ α y</th>
              <th className="number">Pairs</th>
              <th className="number">Gap</th>
              <th className="number">Fidelity</th>
              <th className="number">Time</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((result) => {
              const isShown = shown !== null && records.get(result.scheme) === shown;
              const state = result === unfinished ? 'so far' : stateWords(result);
              return (
                <tr key={result.scheme} data-selected={isShown || undefined}>
                  <th scope="row">
                    {result === unfinished ? (
                      SCHEMES[result.scheme].title
                    ) : (
                      <button
                        type="button"
                        className="text-button"
                        aria-pressed={isShown}
                        onClick={() => showScheme(result.scheme)}
                      >
                        {SCHEMES[result.scheme].title}
                      </button>
                    )}
                    {state && <small className="block faint">{state}</small>}
                  </th>
                  <td>
                    <Bar value={result.objective} bound={result.bound} highest={highest} />
                  </td>
                  <td className="number">{formatPairs(result.totalPairs)}</td>
                  <td className="number">
                    {result.relativeGap === null ? NONE : formatGap(result.relativeGap)}
                  </td>
                  <td className="number">{formatFidelity(result.fidelity)}</td>
                  <td className="number">{formatSeconds(result.seconds)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {sparedSentences(results).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {rows.map(
        ({ scheme, assumptions }) =>
          assumptions && (
            <p key={scheme}>
              {SCHEMES[scheme].title} {needsWords(assumptions)}.
            </p>
          ),
      )}
      <p className="faint">
        Σ α y in pairs/s, summed over slots; a thin line marks the outer bound of schemes that have one. All
        schemes choose from the same paths; random routing shows the mean of its draws. Click a scheme to see
        its plan.
      </p>
    </>
  );
}

/** How a scheme ended, where that is not to be taken for granted. */
function stateWords(result: SchemeResult): string | null {
  const { status } = result;
  if (deliveryOf(result) === 'nothing') return 'delivers nothing';
  const isGood = status === 'optimal' || status === 'gap-reached' || status === 'completed';
  return isGood ? null : wordsOfStatus(status).title.toLowerCase();
}

function Bar({
  value,
  bound,
  highest,
}: {
  readonly value: number | null;
  readonly bound: number | null;
  readonly highest: number;
}) {
  const percent = (amount: number) => (highest > 0 ? (100 * amount) / highest : 0);
  return (
    <div className="bar">
      <span>{formatNumber(value, 5)}</span>
      <div aria-hidden="true">
        <i style={{ width: `${percent(value ?? 0)}%` }} />
        {bound !== null && <b style={{ left: `${percent(bound)}%` }} />}
      </div>
    </div>
  );
}

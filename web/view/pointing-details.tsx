import type { PointingUse } from '../../src/domain/pointing.ts';
import { formatNumber, formatPairs } from '../../src/report/numbers.ts';
import { momentWords, slotWords, spanWords } from '../model/moment.ts';
import { type PointingFacts, pointingFacts } from '../model/pointing-facts.ts';
import type { TelescopeSource } from '../model/telescopes.ts';
import { applyEdit } from '../state/edit.ts';
import { plan } from '../state/planning.ts';
import { isStale, useStudio } from '../state/store.ts';
import { useSlot } from './use-slot.ts';

/** Why telescopes point along the chosen link at this time, or why not; and what to decide about it by hand. */
export function PointingDetails({ source }: { readonly source: TelescopeSource }) {
  const selected = useStudio(({ view }) => view.highlight.selected);
  const slot = useSlot();
  const stale = useStudio(isStale);
  const isReady = useStudio(
    ({ document, run }) => document.issues.length === 0 && !document.unread && run.phase === 'idle',
  );
  const facts = selected?.kind === 'link' ? pointingFacts(source, selected.id, slot) : null;
  return (
    <section className="pointing-details" aria-label="Pointing">
      {facts ? (
        <Why facts={facts} source={source} />
      ) : (
        <p className="faint">
          Choose a bar to see what it is for, and to pin or forbid it. What is in view below the bars may be
          pinned as well.
        </p>
      )}
      <div className="row">
        {facts && <Decisions facts={facts} isReady={isReady} />}
        {stale && (
          <button type="button" className="button primary" disabled={!isReady} onClick={() => void plan()}>
            Plan again
          </button>
        )}
      </div>
    </section>
  );
}

function Why({
  facts,
  source: { record },
}: {
  readonly facts: PointingFacts;
  readonly source: TelescopeSource;
}) {
  const { ends, from, to, isPointed, acquired, basePairs, uses, busy, bestRate } = facts;
  const { slotSeconds, start } = record.horizon;
  return (
    <p>
      <b>
        {ends[0]} – {ends[1]}
      </b>{' '}
      {isPointed ? 'pointed' : 'in view, not chosen,'} in {slotWords(from, to)},{' '}
      {spanWords(start, from * slotSeconds, to * slotSeconds)}
      {isPointed && acquired > from && `, acquired at ${momentWords(start, acquired * slotSeconds)}`}.{' '}
      {!isPointed ? (
        <>
          Once acquired it would give up to {formatNumber(bestRate)} pairs/s.{' '}
          {busy.length > 0
            ? busy
                .map(
                  ({ node, telescopes, slots }) =>
                    `${telescopes === 1 ? 'The telescope' : `All ${telescopes} telescopes`} of ${node} ${telescopes === 1 ? 'looks' : 'look'} elsewhere in ${slots} of ${to - from} slots.`,
                )
                .join(' ')
            : 'Telescopes are free at all its ends, and the plan has no use for it.'}
        </>
      ) : basePairs === 0 ? (
        'It carries no pairs.'
      ) : (
        <>
          Carries {formatPairs(basePairs)} base pairs:{' '}
          {uses
            .map(({ what, pairs, stored }) =>
              stored
                ? `${formatPairs(pairs)} put in store of ${what}`
                : `${formatPairs(pairs)} delivered to ${what}`,
            )
            .join(', ')}
          .
        </>
      )}
    </p>
  );
}

const VERBS: Readonly<Record<PointingUse, string>> = { pin: 'Pin', forbid: 'Forbid' };
const WORDS: Readonly<Record<PointingUse, string>> = { pin: 'Pinned', forbid: 'Forbidden' };

function Decisions({ facts, isReady }: { readonly facts: PointingFacts; readonly isReady: boolean }) {
  const { link, from, to, decisions } = facts;
  return (
    <>
      {decisions.map(({ from: first, to: end, use }) => (
        <span key={first}>
          {WORDS[use]} by hand in {slotWords(first, end)}.
        </span>
      ))}
      {(['pin', 'forbid'] as const).map((use) => (
        <button
          key={use}
          type="button"
          className="button"
          disabled={!isReady || decisions.some((one) => one.use === use && one.from <= from && one.to >= to)}
          onClick={() => void applyEdit({ kind: 'decide-pointing', link, from, to, use })}
        >
          {VERBS[use]}
        </button>
      ))}
      {decisions.length > 0 && (
        <button
          type="button"
          className="button"
          disabled={!isReady}
          onClick={() => void applyEdit({ kind: 'leave-pointing', link, from, to })}
        >
          Leave to the plan
        </button>
      )}
    </>
  );
}

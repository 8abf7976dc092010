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
          Choose a bar to see what it is for, and to pin or forbid it. You can also choose the contacts in
          grey below the bars.
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
  const { ends, from, to, isPointed, acquired, basePairs, uses, busy, bestRate, decisions } = facts;
  const { slotSeconds, start } = record.horizon;
  return (
    <p>
      {isPointed && 'Telescopes point along '}
      <b>
        {ends[0]} – {ends[1]}
      </b>
      {!isPointed && ' is in view'} in {slotWords(from, to)},{' '}
      {spanWords(start, from * slotSeconds, to * slotSeconds)}
      {!isPointed
        ? ', but no telescope points along it'
        : acquired === null
          ? ', but never acquire it'
          : acquired > from && `, and have acquired it at ${momentWords(start, acquired * slotSeconds)}`}
      .{' '}
      {!isPointed ? (
        <>
          Once acquired, it would give up to {formatNumber(bestRate)} pairs/s.{' '}
          {busy.length > 0
            ? busy
                .map(
                  ({ node, taken, slots }) =>
                    `${node} has ${taken === 1 ? 'no free telescope' : `fewer than ${taken} free telescopes`} in ${slots} of ${to - from} slots.`,
                )
                .join(' ')
            : decisions.some(({ use }) => use === 'forbid')
              ? 'All of its nodes have free telescopes.'
              : 'All of its nodes have free telescopes, and the plan has no use for it.'}
        </>
      ) : basePairs === 0 ? (
        'It carries no pairs.'
      ) : (
        <>
          It carries {formatPairs(basePairs)} base pairs:{' '}
          {uses
            .map(
              ({ what, pairs, stored }) =>
                `${formatPairs(pairs)} pairs ${stored ? 'stored for' : 'delivered to'} ${what}`,
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

import { formatPairs, formatRate, formatSpan, NONE } from '../../src/report/numbers.ts';
import { LEDGER_WORDS } from '../../src/report/simulation-words.ts';
import type { Playback, PlayedStore } from '../model/playback.ts';
import { accountAfter, deliveriesAfter, inStoreAfter, type LossNow } from '../model/playback-now.ts';
import { gaugeTop } from '../model/playback-scene.ts';
import { select } from '../state/look.ts';
import { change, useStudio } from '../state/store.ts';

interface Shown {
  readonly playback: Playback;
  readonly framesPassed: number;
}

/** Longer lists nobody reads while time passes. */
const MOST_ROWS = 60;

const percentOf = (part: number, whole: number): string =>
  whole > 0 ? `${(100 * (part / whole)).toFixed(1)} %` : NONE;

/** A bar with a mark, for who sees it; the numbers are beside it. */
function Bar({ share, mark }: { readonly share: number; readonly mark?: number }) {
  const percent = (value: number) => `${100 * Math.min(1, Math.max(0, value))}%`;
  return (
    <span className="playback-meter" aria-hidden="true">
      <i style={{ width: percent(share) }} />
      {mark !== undefined && <b style={{ left: percent(mark) }} />}
    </span>
  );
}

/** Pairs delivered by now, beside those planned by now. */
export function Deliveries({ playback, framesPassed }: Shown) {
  const chosen = useStudio(({ view }) => view.demand);
  const rows = deliveriesAfter(playback, framesPassed);
  return (
    <section tabIndex={0} aria-label="Delivered">
      <h2>
        Delivered <small className="faint">of the plan by now</small>
      </h2>
      <ul>
        {rows.slice(0, MOST_ROWS).map(({ demand, delivered, inSpec, plannedByNow, planned }) => (
          <li key={demand}>
            <span className="playback-line">
              <button
                type="button"
                className="text-button"
                aria-pressed={demand === chosen}
                onClick={() => change('view', { demand })}
              >
                {demand}
              </button>
              <span>
                {formatPairs(delivered)}
                <span className="faint"> of {formatPairs(Math.round(plannedByNow))}</span>
              </span>
            </span>
            <Bar share={delivered / planned} mark={plannedByNow / planned} />
            {inSpec < delivered && (
              <small className="faint">{percentOf(inSpec, delivered)} of them in spec</small>
            )}
          </li>
        ))}
      </ul>
      <Rest count={rows.length - MOST_ROWS} what="demands" />
    </section>
  );
}

/** Pairs in store, by node and by storage pair. */
export function InStore({ playback, framesPassed }: Shown) {
  const { nodes, pairs } = playback;
  if (nodes.length === 0) return null;
  return (
    <section tabIndex={0} aria-label="In store">
      <h2>
        In store <small className="faint">of capacity</small>
      </h2>
      <ul>
        {nodes.slice(0, MOST_ROWS).map((store) => (
          <StoreRow key={store.name} store={store} framesPassed={framesPassed}>
            <button
              type="button"
              className="text-button"
              onClick={() => select({ kind: 'node', id: store.name })}
            >
              {store.name}
            </button>
          </StoreRow>
        ))}
      </ul>
      <Rest count={nodes.length - MOST_ROWS} what="nodes" />
      <h3>By storage pair</h3>
      <ul>
        {pairs.slice(0, MOST_ROWS).map((store) => (
          <StoreRow key={store.name} store={store} framesPassed={framesPassed}>
            <span>{store.name}</span>
          </StoreRow>
        ))}
      </ul>
      <Rest count={pairs.length - MOST_ROWS} what="storage pairs" />
    </section>
  );
}

function StoreRow({
  store,
  framesPassed,
  children,
}: {
  readonly store: PlayedStore;
  readonly framesPassed: number;
  readonly children: React.ReactNode;
}) {
  const held = inStoreAfter(store, framesPassed);
  return (
    <li data-kind="stored">
      <span className="playback-line">
        {children}
        <span>
          {formatPairs(held)}
          <span className="faint"> of {formatPairs(store.capacity)}</span>
        </span>
      </span>
      <Bar share={held / gaugeTop(store)} />
    </li>
  );
}

/** What became of the elementary pairs that routes and fills were given. */
export function Account({ playback, framesPassed }: Shown) {
  const { given, used, inStore, waiting, losses } = accountAfter(playback, framesPassed);
  return (
    <section tabIndex={0} aria-label="Where the pairs of links went">
      <h2>
        Pairs of links <small className="faint">{formatPairs(given)} so far</small>
      </h2>
      <ul>
        <AccountRow words={LEDGER_WORDS.delivered} pairs={used} given={given} />
        {losses.map(({ cause, pairs, places }) => (
          <AccountRow key={cause} words={LEDGER_WORDS[cause]} pairs={pairs} given={given} places={places} />
        ))}
        <AccountRow words="in store" pairs={inStore} given={given} />
        <AccountRow words="waiting, or on their way" pairs={waiting} given={given} />
      </ul>
    </section>
  );
}

function AccountRow({
  words,
  pairs,
  given,
  places,
}: {
  readonly words: string;
  readonly pairs: number;
  readonly given: number;
  /** Of a loss. */
  readonly places?: LossNow['places'];
}) {
  return (
    <li>
      <span className="playback-line">
        <span>
          {places && <i aria-hidden="true">× </i>}
          {words}
        </span>
        <span>
          {formatPairs(pairs)} <span className="faint">{percentOf(pairs, given)}</span>
        </span>
      </span>
      {places && (
        <small className="faint">
          {places.map((place) => `${place.where}: ${formatPairs(place.pairs)}`).join('; ')}
        </small>
      )}
    </li>
  );
}

const Rest = ({ count, what }: { readonly count: number; readonly what: string }) =>
  count > 0 ? (
    <p className="faint">
      {count} more {what}.
    </p>
  ) : null;

/** What the map shows of it. */
export function Key({ playback: { nodes, highestRate, record } }: { readonly playback: Playback }) {
  return (
    <p className="timeline-key">
      <span>
        <i className="playback-dot" /> to users
      </span>
      {nodes.length > 0 && (
        <span>
          <i className="playback-dot" data-kind="fill" /> into stores
        </span>
      )}
      <span>more dots: more pairs/s, up to {formatRate(highestRate)}</span>
      {nodes.length > 0 && (
        <span>
          <i data-means="stored" /> in store
        </span>
      )}
      <span>× lost in the last {formatSpan(record.horizon.slotSeconds)}</span>
    </p>
  );
}

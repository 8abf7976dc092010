import type { RunRecord } from '../../src/domain/run-record.ts';
import { REASON_WORDS, reasonWords } from '../../src/report/idle-words.ts';
import { formatFidelity, formatNumber, formatRate, formatShortTime, NONE } from '../../src/report/numbers.ts';
import { demandPath, type PathHop, routeOf } from '../model/demand-path.ts';
import { linkFacts } from '../model/facts.ts';
import { select } from '../state/look.ts';
import { useStudio } from '../state/store.ts';
import { Facts } from './facts.tsx';
import { useBudget, useSlot, useSlotUse } from './use-slot.ts';

/** The path of the chosen demand in the slot that is shown, hop by hop; or why it has none. */
export function PathDetails({ record }: { readonly record: RunRecord }) {
  const demand = useStudio(({ view }) => view.demand);
  const slot = useSlot();
  if (demand === null) return null;
  const route = routeOf(record.plan, demand, slot);
  const idle = record.demands
    .find((row) => row.demand === demand)
    ?.idleSlots.find((one) => one.slot === slot);
  return (
    <section aria-label="Path" className="path-details">
      <h2>
        {demand} <small>in slot {slot + 1}</small>
      </h2>
      {route ? (
        <>
          <Facts
            rows={[
              ['Rate', `${formatRate(route.rate)} pairs/s (at most ${formatRate(route.rateCap)})`],
              [
                'Fidelity',
                `${formatFidelity(route.fidelity)} → ${formatFidelity(route.deliveredFidelity)} after purification`,
              ],
              ['Base pairs', `${formatNumber(route.cost)} per delivered pair`],
              ...(route.latencySeconds === undefined
                ? []
                : [['Usable after', usableAfter(route.latencySeconds, route.rounds ?? 0)] as const]),
            ]}
          />
          <ol className="hops">
            {demandPath(record.plan, demand, slot).map((hop) => (
              <HopRow key={`${hop.from} ${hop.to}`} hop={hop} />
            ))}
          </ol>
        </>
      ) : (
        <p>
          Not served: <b>{idle ? reasonWords(idle) : 'no path'}</b>.{' '}
          <span className="faint">{idle?.reasons.map((reason) => REASON_WORDS[reason]).join(' ')}</span>
        </p>
      )}
    </section>
  );
}

/** “173 ms, with 1 round of purification”. */
function usableAfter(latencySeconds: number, rounds: number): string {
  const time = formatShortTime(latencySeconds);
  if (rounds === 0) return time;
  return `${time}, with ${rounds} ${rounds === 1 ? 'round' : 'rounds'} of purification`;
}

function HopRow({ hop }: { readonly hop: PathHop }) {
  const topology = useStudio(({ network }) => network.topology);
  const slot = useSlot();
  const used = useSlotUse();
  const budget = useBudget();
  const index = topology?.links.findIndex(({ id }) => id === hop.link) ?? -1;
  const facts = topology && index >= 0 ? linkFacts(topology, slot, index, used, budget) : null;
  return (
    <li data-virtual={hop.virtual || undefined}>
      <span className="hop-ends">
        {hop.from} <span aria-hidden="true">{hop.virtual ? '⇢' : '→'}</span>
        <span className="unseen">to</span> {hop.to}
      </span>
      {hop.virtual ? (
        <small>from storage; filled along {hop.filledAlong?.join(' → ') || NONE}</small>
      ) : facts ? (
        <small>
          <button
            type="button"
            className="text-button"
            onClick={() => select({ kind: 'link', id: facts.link.id })}
          >
            {facts.link.class}
          </button>{' '}
          {formatNumber(facts.used)} of {formatNumber(facts.capacity)} pairs/s · F{' '}
          {formatFidelity(facts.fidelity)}
          {facts.rangeKm !== null && ` · ${formatNumber(facts.rangeKm, 3)} km`}
          {facts.lossDb !== null && ` · ${facts.lossDb.toFixed(1)} dB`}
        </small>
      ) : null}
    </li>
  );
}

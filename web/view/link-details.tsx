import { formatFidelity, formatNumber, NONE } from '../../src/report/numbers.ts';
import { linkFacts } from '../model/facts.ts';
import { select } from '../state/look.ts';
import { useStudio } from '../state/store.ts';
import { Facts } from './facts.tsx';
import { useBudget, useSlot, useSlotUse } from './use-slot.ts';

/** What is known of a link in the slot that is shown. */
export function LinkDetails({ id, pinned }: { readonly id: string; readonly pinned: boolean }) {
  const topology = useStudio(({ network }) => network.topology);
  const slot = useSlot();
  const used = useSlotUse();
  const budget = useBudget();
  const index = topology?.links.findIndex((link) => link.id === id) ?? -1;
  if (!topology || index < 0) return null;
  const facts = linkFacts(topology, slot, index, used, budget);
  const { link } = facts;
  return (
    <>
      <h2>
        <NodeName id={link.ends[0]} linked={pinned} /> – <NodeName id={link.ends[1]} linked={pinned} />
        <small>
          {link.class}
          {link.via ? `, dual downlink through ${link.via}` : ''} · slot {slot + 1}
        </small>
      </h2>
      {facts.capacity === null ? (
        <p className="faint">No contact in this slot.</p>
      ) : (
        <Facts
          rows={[
            ['Capacity', `${formatNumber(facts.capacity)} pairs/s`],
            [
              'Used',
              facts.used === null
                ? NONE
                : `${formatNumber(facts.used)} pairs/s (${share(facts.used, facts.capacity)})`,
            ],
            ['Fidelity', formatFidelity(facts.fidelity)],
            ['Range', facts.rangeKm === null ? NONE : `${formatNumber(facts.rangeKm)} km`],
            ['Loss', facts.lossDb === null ? NONE : `${facts.lossDb.toFixed(1)} dB`],
          ]}
        />
      )}
    </>
  );
}

const NodeName = ({ id, linked }: { readonly id: string; readonly linked: boolean }) =>
  linked ? (
    <button type="button" className="text-button" onClick={() => select({ kind: 'node', id })}>
      {id}
    </button>
  ) : (
    id
  );

const share = (part: number, whole: number): string =>
  `${whole > 0 ? Math.round((100 * part) / whole) : 0} %`;

import { type ReactNode, useMemo } from 'react';
import { formatFidelity, formatNumber, formatPairs, NONE } from '../../src/report/numbers.ts';
import { factsOfNode, linkFacts } from '../model/facts.ts';
import { placeOf, type Vector } from '../model/place.ts';
import { statedPlace } from '../model/stated-place.ts';
import { isSameTarget, type Target } from '../model/target.ts';
import { change, current, useStudio } from '../state/store.ts';
import { Icon } from './icons.tsx';
import { NodeEditor } from './node-editor.tsx';
import { useBudget, useSlot, useSlotUse } from './use-slot.ts';

/** What is known of the node or link that was chosen, and beside it of the one under the pointer. */
export function Inspectors() {
  const selected = useStudio(({ view }) => view.highlight.selected);
  const hovered = useStudio(({ view }) => view.highlight.hovered);
  return (
    <>
      {selected && (
        <aside className="inspector" aria-label="Details">
          <button type="button" className="close" aria-label="Close the details" onClick={() => select(null)}>
            <Icon name="close" />
          </button>
          <Details target={selected} pinned />
        </aside>
      )}
      {hovered && !isSameTarget(hovered, selected) && (
        <aside
          className="inspector"
          data-beside={selected !== null || undefined}
          aria-label="Under the pointer"
        >
          <Details target={hovered} pinned={false} />
        </aside>
      )}
    </>
  );
}

const select = (selected: Target | null): void => change('view', { highlight: { hovered: null, selected } });

const Details = ({ target, pinned }: { readonly target: Target; readonly pinned: boolean }) =>
  target.kind === 'link' ? (
    <LinkDetails id={target.id} pinned={pinned} />
  ) : (
    <NodeDetails id={target.id} pinned={pinned} />
  );

const KIND_WORDS = { satellite: 'Satellite', aerial: 'Aerial platform', ground: 'Ground station' } as const;

function LinkDetails({ id, pinned }: { readonly id: string; readonly pinned: boolean }) {
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

function NodeDetails({ id, pinned }: { readonly id: string; readonly pinned: boolean }) {
  const ephemeris = useStudio(({ network }) => network.ephemeris);
  const topology = useStudio(({ network }) => network.topology);
  const record = useStudio(({ run }) => run.record);
  const slot = useSlot();
  // A satellite moves on within a slot; to say where it is once a slot will do.
  const { seconds } = current().view;
  const index = ephemeris?.nodes.findIndex((node) => node.id === id) ?? -1;
  if (!ephemeris || index < 0) return null;
  const { kind } = ephemeris.nodes[index]!;
  const contacts = topology?.slots[slot];
  const degree = contacts
    ? contacts.link.reduce((sum, link) => sum + (topology.links[link]!.ends.includes(id) ? 1 : 0), 0)
    : null;
  const storage = record?.storage.find(({ node }) => node === id);
  const place = placeWords(id, ephemeris, index, seconds);
  return (
    <>
      <h2>
        {id}
        <small>
          {KIND_WORDS[kind]} · slot {slot + 1}
        </small>
      </h2>
      <Facts
        rows={[
          ...(place ? [['Place', place] as const] : []),
          ['Links', degree === null ? NONE : formatNumber(degree)],
          ...(storage
            ? [
                [
                  'Stored',
                  `${formatPairs(storage.pairs[slot] ?? null)} of ${formatPairs(storage.capacity)} pairs`,
                ] as const,
              ]
            : []),
        ]}
      />
      {pinned && <NodeLinks id={id} />}
      {pinned && <NodeEditor key={id} id={id} />}
    </>
  );
}

const MOST_NODE_LINKS = 8;

/** The links of a node, the most used first: the way over the map for the keyboard. */
function NodeLinks({ id }: { readonly id: string }) {
  const topology = useStudio(({ network }) => network.topology);
  const slot = useSlot();
  const used = useSlotUse();
  const links = useMemo(
    () => (topology ? factsOfNode(topology, slot, id, used) : []),
    [topology, slot, id, used],
  );
  if (links.length === 0) return null;
  return (
    <ul className="node-links" aria-label={`Links of ${id}`}>
      {links.slice(0, MOST_NODE_LINKS).map(({ link, capacity, used: drawn }) => (
        <li key={link.id}>
          <button type="button" className="text-button" onClick={() => select({ kind: 'link', id: link.id })}>
            {link.ends.find((end) => end !== id)}
          </button>{' '}
          <small className="faint">
            {link.class} · {drawn === null ? '' : `${formatNumber(drawn)} of `}
            {formatNumber(capacity)} pairs/s
          </small>
        </li>
      ))}
      {links.length > MOST_NODE_LINKS && (
        <li className="faint">{links.length - MOST_NODE_LINKS} more stand in the table.</li>
      )}
    </ul>
  );
}

const EARTH_RADIUS_KM = 6371;

function placeWords(
  id: string,
  ephemeris: NonNullable<ReturnType<typeof current>['network']['ephemeris']>,
  index: number,
  seconds: number,
): string | null {
  const stated = statedPlace(current().document.scenario, id);
  if (stated)
    return `${coordinate(stated.latitudeDeg, 'N', 'S')}, ${coordinate(stated.longitudeDeg, 'E', 'W')}`;
  const sample = Math.min(ephemeris.sampleCount - 1, Math.round(seconds / ephemeris.sampleSeconds));
  const at = 3 * (ephemeris.nodes.length * sample + index);
  const position: Vector = [
    ephemeris.positions[at]!,
    ephemeris.positions[at + 1]!,
    ephemeris.positions[at + 2]!,
  ];
  if (!Number.isFinite(position[0])) return null;
  const { latitudeDeg, longitudeDeg } = placeOf(position);
  const heightKm = (Math.hypot(...position) - 1) * EARTH_RADIUS_KM;
  const height = heightKm > 60 ? `, ${formatNumber(heightKm, 3)} km up` : '';
  return `${coordinate(latitudeDeg, 'N', 'S')}, ${coordinate(longitudeDeg, 'E', 'W')}${height}`;
}

const coordinate = (degrees: number, positive: string, negative: string): string =>
  `${Math.abs(degrees).toFixed(2)}° ${degrees < 0 ? negative : positive}`;

const share = (part: number, whole: number): string =>
  `${whole > 0 ? Math.round((100 * part) / whole) : 0} %`;

export const Facts = ({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="facts">
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

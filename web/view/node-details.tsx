import { useMemo } from 'react';
import type { NodeNeeds } from '../../src/domain/assumptions.ts';
import type { ModesInUse } from '../../src/domain/run-record.ts';
import { vectorAt } from '../../src/orbit/vector-at.ts';
import { needCells } from '../../src/report/assumption-words.ts';
import { formatNumber, formatPairs, NONE } from '../../src/report/numbers.ts';
import { factsOfNode } from '../model/facts.ts';
import { memoryStock } from '../model/pair-stocks.ts';
import { placeOf } from '../model/place.ts';
import { statedPlace } from '../model/stated-place.ts';
import { select } from '../state/look.ts';
import { current, useStudio } from '../state/store.ts';
import { Facts } from './facts.tsx';
import { ModesCourse } from './modes-course.tsx';
import { NodeEditor } from './node-editor.tsx';
import { StockCourse } from './stock-course.tsx';
import { useSlot, useSlotUse } from './use-slot.ts';

const KIND_WORDS = { satellite: 'Satellite', aerial: 'Aerial platform', ground: 'Ground station' } as const;

/** What is known of a node in the slot that is shown. */
export function NodeDetails({ id, pinned }: { readonly id: string; readonly pinned: boolean }) {
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
  const stock = storage ? memoryStock(storage) : null;
  const modes = record?.modes?.find(({ node }) => node === id);
  const needs = record?.assumptions?.nodes.find(({ node }) => node === id);
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
          ...(needs && needs.modesInFlight + needs.unknownLinks > 0
            ? [['Peak modes', peakModes(needs)] as const]
            : []),
          ...(modes ? [['Modes', modesNow(modes, slot)] as const] : []),
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
      {modes && <ModesCourse use={modes} />}
      {record && stock && (
        <StockCourse label={`Pairs stored in ${id}`} stock={stock} slots={record.horizon.slots} />
      )}
      {pinned && <NodeLinks id={id} />}
      {pinned && <NodeEditor key={id} id={id} />}
    </>
  );
}

/** Modes at the beginning of a slot: “5,000 in flight or held, 40,000 in store, 55,000 free”. */
function modesNow({ modes, moving, stored }: ModesInUse, slot: number): string {
  const [inUse, inStore] = [moving[slot] ?? 0, stored[slot] ?? 0];
  const free = Math.max(0, modes - inUse - inStore);
  return `${formatPairs(inUse)} in flight or held, ${formatPairs(inStore)} in store, ${formatPairs(free)} free`;
}

/** Most modes in flight: “1,170,656 in slot 19”, or “unknown”. */
function peakModes(needs: NodeNeeds): string {
  const [modes, slot] = needCells(needs);
  return needs.modesInFlight > 0 ? `${modes} in slot ${slot}` : modes;
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
  const position = vectorAt(ephemeris.positions, ephemeris.nodes.length * sample + index);
  if (!Number.isFinite(position[0])) return null;
  const { latitudeDeg, longitudeDeg } = placeOf(position);
  const heightKm = (Math.hypot(...position) - 1) * EARTH_RADIUS_KM;
  const height = heightKm > 60 ? `, altitude ${formatNumber(heightKm, 3)} km` : '';
  return `${coordinate(latitudeDeg, 'N', 'S')}, ${coordinate(longitudeDeg, 'E', 'W')}${height}`;
}

const coordinate = (degrees: number, positive: string, negative: string): string =>
  `${Math.abs(degrees).toFixed(2)}° ${degrees < 0 ? negative : positive}`;

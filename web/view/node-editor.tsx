import { useState } from 'react';
import { statedPlace } from '../model/stated-place.ts';
import { applyEdit } from '../state/edit.ts';
import { current, nodesOf, useStudio } from '../state/store.ts';
import { LinkForm } from './link-form.tsx';

/** Changes of a chosen node: where it stands, what it stores, whom it wants to reach. */
export function NodeEditor({ id }: { readonly id: string }) {
  const scenario = useStudio(({ document }) => document.scenario);
  const nodes = useStudio(nodesOf);
  const kind = nodes.find((node) => node.id === id)?.kind;
  const stations = nodes.filter((node) => node.kind === 'ground' && node.id !== id).map((node) => node.id);
  const others = nodes.filter((node) => node.id !== id).map((node) => node.id);
  const place = statedPlace(scenario, id);
  const isExplicit = scenario !== null && scenario.links.length > 0;
  const capacity =
    scenario?.storage.nodes.find(({ node }) => node === id)?.capacity ??
    (kind ? scenario?.storage.kinds[kind] : undefined) ??
    0;
  return (
    <details className="node-editor">
      <summary>Change</summary>
      <MemoryForm id={id} capacity={capacity} />
      {place && <PlaceForm id={id} place={place} />}
      {kind === 'ground' && stations.length > 0 && <DemandForm source={id} stations={stations} />}
      {isExplicit && others.length > 0 && (
        <LinkForm from={id} others={others} unit={scenario.capacityUnit.replace('-per-', '/')} />
      )}
    </details>
  );
}

function MemoryForm({ id, capacity }: { readonly id: string; readonly capacity: number }) {
  const [pairs, setPairs] = useState(String(capacity));
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        void applyEdit({ kind: 'set-memory', node: id, capacity: Number(pairs) });
      }}
    >
      <label>
        Memory, pairs
        <input
          type="number"
          min="0"
          step="any"
          required
          value={pairs}
          onChange={(event) => setPairs(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        Set
      </button>
    </form>
  );
}

function PlaceForm({
  id,
  place,
}: {
  readonly id: string;
  readonly place: { readonly latitudeDeg: number; readonly longitudeDeg: number };
}) {
  const [latitude, setLatitude] = useState(String(place.latitudeDeg));
  const [longitude, setLongitude] = useState(String(place.longitudeDeg));
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const moved = { latitudeDeg: Number(latitude), longitudeDeg: Number(longitude) };
        void applyEdit({ kind: 'move', id, place: moved });
      }}
    >
      <label>
        Latitude, °
        <input
          type="number"
          min="-90"
          max="90"
          step="any"
          required
          value={latitude}
          onChange={(event) => setLatitude(event.target.value)}
        />
      </label>
      <label>
        Longitude, °
        <input
          type="number"
          min="-360"
          max="360"
          step="any"
          required
          value={longitude}
          onChange={(event) => setLongitude(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        Move
      </button>
    </form>
  );
}

/** F^th of a demand that is added on the map; the scenario says it like any other. */
const NEW_DEMAND_FIDELITY = 0.9;

function DemandForm({ source, stations }: { readonly source: string; readonly stations: readonly string[] }) {
  const [destination, setDestination] = useState(stations[0]!);
  const [fidelity, setFidelity] = useState(
    String(current().document.scenario?.demands[0]?.fidelityTarget ?? NEW_DEMAND_FIDELITY),
  );
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        void applyEdit({ kind: 'add-demand', source, destination, fidelityTarget: Number(fidelity) });
      }}
    >
      <label>
        Demand to
        <select value={destination} onChange={(event) => setDestination(event.target.value)}>
          {stations.map((station) => (
            <option key={station}>{station}</option>
          ))}
        </select>
      </label>
      <label>
        Fidelity
        <input
          type="number"
          min="0.5"
          max="1"
          step="any"
          required
          value={fidelity}
          onChange={(event) => setFidelity(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        Add
      </button>
    </form>
  );
}

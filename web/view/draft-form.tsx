import { useEffect, useRef, useState } from 'react';
import { applyEdit } from '../state/edit.ts';
import { change, type Draft, useStudio } from '../state/store.ts';

const HAP_ALTITUDE_M = 20_000;

/** In edit mode: what may be put where the map was clicked, or where the numbers say. */
export function DraftForm() {
  const editing = useStudio(({ view }) => view.editing);
  const draft = useStudio(({ view }) => view.draft);
  if (!editing || draft?.id) return null;
  if (!draft) {
    return (
      <div className="draft">
        <p>
          Drag a station or platform to move it. Click the map to add one, or add it at the centre of the
          view.
        </p>
        <button type="button" className="button" onClick={addInTheMiddle}>
          Add at the centre
        </button>
      </div>
    );
  }
  return <NewNodeForm key={`${draft.latitudeDeg} ${draft.longitudeDeg}`} draft={draft} />;
}

function addInTheMiddle(): void {
  const { camera } = useStudio.getState().view;
  change('view', { draft: { id: null, latitudeDeg: camera.latitudeDeg, longitudeDeg: camera.longitudeDeg } });
}

function NewNodeForm({ draft }: { readonly draft: Draft }) {
  const [kind, setKind] = useState<'station' | 'platform'>('station');
  const [id, setId] = useState('');
  const [latitude, setLatitude] = useState(draft.latitudeDeg.toFixed(4));
  const [longitude, setLongitude] = useState(draft.longitudeDeg.toFixed(4));
  const name = useRef<HTMLInputElement>(null);
  // Where the form came up the button that called it has gone.
  useEffect(() => name.current?.focus(), []);
  const add = async () => {
    const place = { latitudeDeg: Number(latitude), longitudeDeg: Number(longitude) };
    const added = await applyEdit(
      kind === 'station'
        ? { kind: 'add-station', id, place }
        : { kind: 'add-platform', id, place, altitudeM: HAP_ALTITUDE_M },
    );
    if (added) change('view', { draft: null, highlight: { hovered: null, selected: { kind: 'node', id } } });
  };
  return (
    <form
      className="draft inline-form"
      aria-label="New node"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label>
        New
        <select value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
          <option value="station">station</option>
          <option value="platform">HAP at 20 km</option>
        </select>
      </label>
      <label>
        Name
        <input ref={name} required value={id} onChange={(event) => setId(event.target.value)} />
      </label>
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
      <button type="submit" className="button primary">
        Add
      </button>
      <button type="button" className="button" onClick={() => change('view', { draft: null })}>
        Cancel
      </button>
    </form>
  );
}

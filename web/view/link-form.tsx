import { useState } from 'react';
import { applyEdit } from '../state/edit.ts';

const NEW_LINK = { capacity: 100, fidelity: 0.95 };

/** In scenarios that name their links: one more, the same in all slots. */
export function LinkForm({
  from,
  others,
  unit,
}: {
  readonly from: string;
  readonly others: readonly string[];
  readonly unit: string;
}) {
  const [to, setTo] = useState(others[0]!);
  const [capacity, setCapacity] = useState(String(NEW_LINK.capacity));
  const [fidelity, setFidelity] = useState(String(NEW_LINK.fidelity));
  return (
    <form
      className="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const values = { capacity: Number(capacity), fidelity: Number(fidelity) };
        void applyEdit({ kind: 'add-link', ends: [from, to], ...values });
      }}
    >
      <label>
        Link to
        <select value={to} onChange={(event) => setTo(event.target.value)}>
          {others.map((node) => (
            <option key={node}>{node}</option>
          ))}
        </select>
      </label>
      <label>
        {unit.replace('second', 's')}
        <input
          type="number"
          min="0"
          step="any"
          required
          aria-label={`Capacity of the link, ${unit}`}
          value={capacity}
          onChange={(event) => setCapacity(event.target.value)}
        />
      </label>
      <label>
        Fidelity
        <input
          type="number"
          min="0.25"
          max="1"
          step="any"
          required
          aria-label="Fidelity of the link"
          value={fidelity}
          onChange={(event) => setFidelity(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        Link
      </button>
    </form>
  );
}

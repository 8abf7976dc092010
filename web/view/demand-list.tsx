import { useState } from 'react';
import { applyEdit } from '../state/edit.ts';
import { change, useStudio } from '../state/store.ts';
import { Icon } from './icons.tsx';

/** The demands of the scenario, to be chosen and changed. */
export function DemandList() {
  const demands = useStudio(({ document }) => document.scenario?.demands);
  const chosen = useStudio(({ view }) => view.demand);
  if (!demands) return null;
  return (
    <section aria-label="Demands">
      <h2>Demands</h2>
      <div className="scroll">
        <table className="demand-list">
          <thead>
            <tr>
              <th>Between</th>
              <th className="number">Fidelity</th>
              <th className="number">Min. pairs/s</th>
              <th>
                <span className="unseen">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {demands.map((demand, index) => (
              <tr key={demand.id} data-selected={demand.id === chosen || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="text-button"
                    aria-pressed={demand.id === chosen}
                    onClick={() => change('view', { demand: demand.id! })}
                  >
                    {demand.id === `${demand.source}~${demand.destination}` ? null : <>{demand.id} </>}
                    <small>
                      {demand.source} – {demand.destination}
                    </small>
                  </button>
                </th>
                <td className="number">
                  <NumberField
                    label={`Fidelity target of ${demand.id}`}
                    value={demand.fidelityTarget}
                    onChange={(fidelityTarget) =>
                      applyEdit({ kind: 'change-demand', index, values: { fidelityTarget } })
                    }
                  />
                </td>
                <td className="number">
                  <NumberField
                    label={`Minimum rate of ${demand.id}`}
                    value={demand.minimumRate}
                    onChange={(minimumRate) =>
                      applyEdit({ kind: 'change-demand', index, values: { minimumRate } })
                    }
                  />
                </td>
                <td>
                  <button
                    type="button"
                    className="button icon-only quiet"
                    aria-label={`Remove ${demand.id}`}
                    title="Remove"
                    disabled={demands.length === 1}
                    onClick={() => void applyEdit({ kind: 'remove-demand', index })}
                  >
                    <Icon name="close" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** A number that takes effect when it is left or confirmed. */
function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => Promise<boolean>;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    const number = Number(typed);
    setTyped(null);
    if (typed !== null && typed.trim() !== '' && Number.isFinite(number) && number !== value)
      void onChange(number);
  };
  return (
    <input
      type="number"
      step="any"
      aria-label={label}
      value={typed ?? String(value)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}

import { DISCIPLINES, type Discipline } from '../../src/domain/simulation.ts';
import { DISCIPLINE_WORDS } from '../model/playback-words.ts';
import { askFor, usePlayback } from '../state/playback.ts';

/** Which replication to simulate, and "and if not?" of what the scenario does not state. */
export function DrawForm({ isBusy, onSubmit }: { readonly isBusy: boolean; readonly onSubmit: () => void }) {
  const { replication, options } = usePlayback(({ draw }) => draw);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <fieldset className="draw-form" disabled={isBusy}>
        <legend className="unseen">Which draw to play</legend>
        <button type="submit" className="button primary">
          Play what comes true
        </button>
        <label className="draw-discipline">
          Who gets a pair
          <select
            value={options.discipline}
            onChange={(event) => askFor({ options: { discipline: event.target.value as Discipline } })}
          >
            {DISCIPLINES.map((name) => (
              <option key={name} value={name}>
                {DISCIPLINE_WORDS[name]}
              </option>
            ))}
          </select>
        </label>
        <NumberField
          label="Replication"
          value={replication}
          bounds={{ min: 1, step: 1 }}
          onChange={(value) => askFor({ replication: value ?? 1 })}
        />
        <NumberField
          label="Seed"
          value={options.seed}
          bounds={{ min: 0, max: 2 ** 31 - 1, step: 1 }}
          onChange={(value) => askFor({ options: { seed: value ?? 1 } })}
        />
        <NumberField
          label="And if halves age, s"
          value={options.coherenceSeconds}
          bounds={{ min: 0, step: 'any' }}
          empty="as stated"
          onChange={(coherenceSeconds) => askFor({ options: { coherenceSeconds } })}
        />
        <NumberField
          label="And if swaps succeed with"
          value={options.swapSuccess}
          bounds={{ min: 0, max: 1, step: 'any' }}
          empty="as stated"
          onChange={(swapSuccess) => askFor({ options: { swapSuccess } })}
        />
        <NumberField
          label="And if relays hold, pairs a hop"
          value={options.relayBuffer}
          bounds={{ min: 1, step: 1 }}
          empty="any number"
          onChange={(relayBuffer) => askFor({ options: { relayBuffer } })}
        />
      </fieldset>
    </form>
  );
}

/** A number that may be left out where it says what an empty field means. */
function NumberField({
  label,
  value,
  bounds,
  empty,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly bounds: { readonly min: number; readonly max?: number; readonly step: number | 'any' };
  readonly empty?: string;
  readonly onChange: (value: number | null) => void;
}) {
  return (
    <label>
      {label}
      <input
        type="number"
        {...bounds}
        required={empty === undefined}
        placeholder={empty}
        defaultValue={value ?? ''}
        onChange={({ target }) => {
          if (target.validity.valid) onChange(target.value === '' ? null : Number(target.value));
        }}
      />
    </label>
  );
}

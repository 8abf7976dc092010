import { METHOD_FACTS, METHOD_NAMES, type MethodName } from '../../src/domain/methods/methods.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { SCHEME_NAMES, SCHEMES, type SchemeName } from '../../src/domain/schemes/schemes.ts';
import { pairWords } from '../../src/report/labels.ts';
import { formatGap, formatNumber, formatSeconds } from '../../src/report/numbers.ts';
import { interrupt, plan } from '../state/planning.ts';
import { change, useStudio } from '../state/store.ts';
import { Figures } from './figure.tsx';
import { Issues } from './issues.tsx';
import { Limits } from './limits.tsx';
import { Silence } from './silence.tsx';
import { StatusLine } from './status-line.tsx';
import { Warnings } from './warnings.tsx';

/** How to plan, and how the search goes. */
export function PlanPanel() {
  const run = useStudio((studio) => studio.run);
  const ready = useStudio(
    ({ document }) => document.scenario !== null && document.issues.length === 0 && !document.unread,
  );
  const busy = run.phase !== 'idle';
  const silence = useStudio(({ planner }) => planner.silentSeconds);
  return (
    <div className="panel">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void plan();
        }}
      >
        <fieldset className="form" disabled={busy}>
          <legend className="unseen">How to plan</legend>
          <OptionFields />
        </fieldset>
        <div className="row">
          {busy ? (
            <button type="button" className="button" onClick={interrupt}>
              {run.phase === 'stopping' || silence !== null
                ? 'Stop at once'
                : run.record
                  ? 'Stop and keep the best plan'
                  : 'Stop'}
            </button>
          ) : (
            <button type="submit" className="button primary" disabled={!ready}>
              Plan
            </button>
          )}
          <span className="faint" role="status">
            {busy ? `${run.stage}${run.share === null ? ' …' : `: ${Math.round(100 * run.share)} %`}` : ''}
          </span>
        </div>
      </form>
      {/* It changes too often to be read out. */}
      {busy && run.activity !== '' && <p className="faint one-line">Now {run.activity}</p>}
      {busy && <Silence />}
      {!ready && !busy && (
        <p className="faint">There is no valid scenario to plan yet: see the Scenario tab.</p>
      )}
      <Issues issues={run.issues} />
      {run.record && (
        <>
          <Warnings warnings={run.record.warnings} />
          <StatusLine record={run.record} checked={run.checked} running={busy} />
          <Limits record={run.record} />
          <BoundsFound record={run.record} />
          <p className="faint">Σ α y is the weighted rate in pairs/s, summed over slots.</p>
          <Figures record={run.record} subject="search" />
        </>
      )}
    </div>
  );
}

function BoundsFound({ record }: { readonly record: RunRecord }) {
  const { bounds, iterations, seconds } = record;
  return (
    <dl className="figures">
      <div>
        <dt>Plan, Σ α y</dt>
        <dd>
          {formatNumber(bounds.incumbent, 6)} <small>{pairWords(bounds.incumbent, record)}</small>
        </dd>
      </div>
      <div>
        <dt>Outer bound</dt>
        <dd>
          {formatNumber(bounds.bound, 6)} <small>{pairWords(bounds.bound, record)}</small>
        </dd>
      </div>
      <div>
        <dt>Gap</dt>
        <dd>{formatGap(bounds.relativeGap)}</dd>
      </div>
      <div>
        <dt>Iterations</dt>
        <dd>
          {formatNumber(iterations)} <small>in {formatSeconds(seconds.solve)}</small>
        </dd>
      </div>
    </dl>
  );
}

function OptionFields() {
  const options = useStudio((studio) => studio.options);
  return (
    <>
      <label className="wide">
        Scheme
        <select
          value={options.scheme}
          onChange={(event) => change('options', { scheme: event.target.value as SchemeName })}
        >
          {SCHEME_NAMES.map((name) => (
            <option key={name} value={name}>
              {SCHEMES[name].title}: {SCHEMES[name].words}
            </option>
          ))}
        </select>
      </label>
      <label>
        Method
        <select
          disabled={SCHEMES[options.scheme].rule !== null}
          value={options.method}
          onChange={(event) => change('options', { method: event.target.value as MethodName })}
        >
          {METHOD_NAMES.map((name) => (
            <option key={name} value={name}>
              {METHOD_FACTS[name].words}
            </option>
          ))}
        </select>
      </label>
      <label>
        Stop at gap, %
        <input
          type="number"
          min="0"
          max="100"
          step="any"
          required
          defaultValue={100 * options.gap}
          onChange={(event) => {
            if (event.target.validity.valid) change('options', { gap: Number(event.target.value) / 100 });
          }}
        />
      </label>
      <label>
        Time limit, s
        <input
          type="number"
          min="1"
          max="100000"
          step="any"
          required
          defaultValue={options.timeLimitSeconds}
          onChange={(event) => {
            if (event.target.validity.valid)
              change('options', { timeLimitSeconds: Number(event.target.value) });
          }}
        />
      </label>
    </>
  );
}

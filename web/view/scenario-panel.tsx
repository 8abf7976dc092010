import { formatNumber, formatSpan } from '../../src/report/numbers.ts';
import { implausible } from '../../src/scenario/plausibility.ts';
import { plan } from '../state/planning.ts';
import { change, nodesOf, useStudio } from '../state/store.ts';
import { DemandList } from './demand-list.tsx';
import { Editor } from './editor.tsx';
import { Issues } from './issues.tsx';
import { Warnings } from './warnings.tsx';

/** The scenario: what it holds, its text, its mistakes. */
export function ScenarioPanel() {
  const document = useStudio((studio) => studio.document);
  const busy = useStudio(({ run }) => run.phase !== 'idle');
  const cannotBeBuilt = useStudio(({ network }) => network.issues.length > 0);
  const { scenario, issues, unread } = document;
  return (
    <div className="panel">
      <Awaited />
      {scenario && <Overview />}
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={!scenario || issues.length > 0 || unread || busy}
          onClick={() => {
            change('view', { panel: 'plan' });
            void plan();
          }}
        >
          Plan this scenario
        </button>
        <span className="faint" role="status">
          {unread
            ? 'Reading …'
            : issues.length > 0
              ? mistakes(issues.length)
              : cannotBeBuilt
                ? 'The network cannot be built.'
                : scenario && document.refused.length === 0
                  ? 'No errors.'
                  : ''}
        </span>
      </div>
      {scenario && <DemandList />}
      <h2>
        Text <small>{document.fileName}</small>
      </h2>
      <Issues issues={issues} linked />
      <Editor />
    </div>
  );
}

const mistakes = (count: number): string => (count === 1 ? 'One error.' : `${count} errors.`);

function Overview() {
  const scenario = useStudio(({ document }) => document.scenario)!;
  const nodes = useStudio(nodesOf);
  const links = useStudio(({ network }) => network.topology?.links.length ?? null);
  const notes = useStudio(({ network }) => network.topology?.notes);
  const found = useStudio(({ network }) => network.topology?.warnings);
  const count = (kind: string) => formatNumber(nodes.filter((node) => node.kind === kind).length);
  const { slots, slotSeconds } = scenario.horizon;
  return (
    <>
      <Warnings warnings={[...implausible(scenario), ...(found ?? [])]} />
      {scenario.description && <p>{scenario.description}</p>}
      <dl className="figures">
        <div>
          <dt>Satellites</dt>
          <dd>{count('satellite')}</dd>
        </div>
        <div>
          <dt>Aerial</dt>
          <dd>{count('aerial')}</dd>
        </div>
        <div>
          <dt>Ground</dt>
          <dd>{count('ground')}</dd>
        </div>
        <div>
          <dt>Links</dt>
          <dd>{formatNumber(links)}</dd>
        </div>
        <div>
          <dt>Slots</dt>
          <dd>
            {formatNumber(slots)} <small>× {formatSpan(slotSeconds)}</small>
          </dd>
        </div>
      </dl>
      {notes && notes.length > 0 && (
        <details>
          <summary>
            {notes.length} {notes.length === 1 ? 'note' : 'notes'} on the network
          </summary>
          <ul className="notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A link knows a scenario that was too long for it by its hash alone. */
function Awaited() {
  const awaited = useStudio(({ view }) => view.awaited);
  if (!awaited?.hash) return null;
  return (
    <p className="warning">
      This link is about a scenario that is too long for a link. Open its file (SHA-256{' '}
      <code>{awaited.hash.slice(0, 12)}…</code>), and the view is as it was.
    </p>
  );
}

import type { RunRecord } from '../../src/domain/run-record.ts';
import {
  assumptionSentences,
  moreNodesWords,
  NEED_COLUMNS,
  NEEDS_LEGEND,
  needCells,
  neediestNodes,
} from '../../src/report/assumption-words.ts';
import { select } from '../state/look.ts';
import { change, useStudio } from '../state/store.ts';

/** What the plan asks of hardware, and what it takes for granted. */
export function Assumptions({ record }: { readonly record: RunRecord }) {
  const selected = useStudio(({ view }) => view.highlight.selected);
  const { assumptions, horizon } = record;
  if (!assumptions) return null;
  const { shown, more } = neediestNodes(assumptions);
  const showSlot = (slot: number) =>
    change('view', { seconds: (slot + 0.5) * horizon.slotSeconds, playing: false });
  return (
    <section aria-label="What this plan assumes">
      <h2>What this plan assumes</h2>
      <ul className="notes">
        {assumptionSentences(assumptions).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {shown.length > 0 && (
        <>
          <section className="scroll" tabIndex={0} aria-label="What each node needs">
            <table>
              <thead>
                <tr>
                  <th>Node</th>
                  {NEED_COLUMNS.map((name) => (
                    <th key={name} className="number">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((needs) => {
                  const { node, modesInFlight, slot } = needs;
                  const isSelected = selected?.kind === 'node' && selected.id === node;
                  const [inFlight, inSlot, atFullRate, inStore] = needCells(needs);
                  return (
                    <tr key={node} data-selected={isSelected || undefined}>
                      <th scope="row">
                        <button
                          type="button"
                          className="text-button"
                          aria-pressed={isSelected}
                          onClick={() => select({ kind: 'node', id: node })}
                        >
                          {node}
                        </button>
                      </th>
                      <td className="number">{inFlight}</td>
                      <td className="number">
                        {modesInFlight > 0 ? (
                          <button
                            type="button"
                            className="text-button"
                            title="Show this slot"
                            onClick={() => showSlot(slot)}
                          >
                            {inSlot}
                          </button>
                        ) : (
                          inSlot
                        )}
                      </td>
                      <td className="number">{atFullRate}</td>
                      <td className="number">{inStore}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
          <p className="faint">
            {NEEDS_LEGEND} {moreNodesWords(more)}
          </p>
        </>
      )}
    </section>
  );
}

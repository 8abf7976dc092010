import { useEffect, useRef } from 'react';
import { settleImport } from '../state/open.ts';
import { useStudio } from '../state/store.ts';

/** What was assumed of a file of another format, before its scenario takes the place of the one that is open. */
export function ImportDialog() {
  const offered = useStudio(({ view }) => view.offered);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (offered) dialog.current?.showModal();
  }, [offered]);
  if (!offered) return null;
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="import-title"
      onClose={() => void settleImport(false)}
    >
      <h2 id="import-title">Open {offered.fileName} as a scenario?</h2>
      <p>It was read as {offered.format}. The following assumptions fill the gaps:</p>
      <ul className="notes">
        {offered.assumptions.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
      </ul>
      <div className="row">
        <button type="button" className="button primary" onClick={() => void settleImport(true)}>
          Open the scenario
        </button>
        <button type="button" className="button" onClick={() => void settleImport(false)}>
          Cancel
        </button>
      </div>
    </dialog>
  );
}

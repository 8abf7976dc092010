import { change, useStudio } from '../state/store.ts';
import { Issues } from './issues.tsx';

/** Why a file was not opened, over whatever is looked at, until it is closed. */
export function Refusal() {
  const refused = useStudio(({ document }) => document.refused);
  const isOpen = useStudio(({ document }) => document.file > 0);
  if (refused.length === 0) return null;
  return (
    <section className="refusal" aria-label="A file that was not opened">
      <p>
        <b>{refused[0]!.file} cannot be opened.</b> {isOpen && 'Your open scenario is unchanged.'}
      </p>
      <Issues issues={refused} />
      <button type="button" className="button" onClick={() => change('document', { refused: [] })}>
        Close
      </button>
    </section>
  );
}

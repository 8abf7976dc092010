import { isSameTarget, type Target } from '../model/target.ts';
import { select } from '../state/look.ts';
import { useStudio } from '../state/store.ts';
import { Icon } from './icons.tsx';
import { LinkDetails } from './link-details.tsx';
import { NodeDetails } from './node-details.tsx';

/** What is known of the node or link that was chosen, and beside it of the one under the pointer. */
export function Inspectors() {
  const selected = useStudio(({ view }) => view.highlight.selected);
  const hovered = useStudio(({ view }) => view.highlight.hovered);
  return (
    <>
      {selected && (
        <aside className="inspector" aria-label="Details">
          <button type="button" className="close" aria-label="Close the details" onClick={() => select(null)}>
            <Icon name="close" />
          </button>
          <Details target={selected} pinned />
        </aside>
      )}
      {hovered && !isSameTarget(hovered, selected) && (
        <aside
          className="inspector"
          data-beside={selected !== null || undefined}
          aria-label="Details of what is under the pointer"
        >
          <Details target={hovered} pinned={false} />
        </aside>
      )}
    </>
  );
}

const Details = ({ target, pinned }: { readonly target: Target; readonly pinned: boolean }) =>
  target.kind === 'link' ? (
    <LinkDetails id={target.id} pinned={pinned} />
  ) : (
    <NodeDetails id={target.id} pinned={pinned} />
  );

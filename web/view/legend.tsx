import { useMemo } from 'react';
import { LINK_CLASSES, type LinkClass } from '../../src/domain/network.ts';
import { formatNumber } from '../../src/report/numbers.ts';
import { countLinks } from '../model/scene.ts';
import { INKS } from '../paint/ink.ts';
import { change, current, useStudio } from '../state/store.ts';
import { useTheme } from './theme.ts';
import { useSlot } from './use-slot.ts';

const CLASS_WORDS: Readonly<Record<LinkClass, string>> = {
  S2S: 'satellite to satellite',
  S2A: 'satellite to aerial',
  A2A: 'aerial to aerial',
  S2G: 'satellite to ground',
  A2G: 'aerial to ground',
  G2G: 'fibre and ground links',
};

/** What the colours mean; each class can be left out. */
export function Legend() {
  const classes = useStudio(({ view }) => view.classes);
  const showUnused = useStudio(({ view }) => view.showUnused);
  const topology = useStudio(({ network }) => network.topology);
  const hasPlan = useStudio(({ run }) => run.record?.plan != null);
  const ink = INKS[useTheme()];
  const present = LINK_CLASSES.filter(
    (name) => !topology || topology.links.some((link) => link.class === name),
  );
  const toggle = (name: LinkClass) => {
    const next = new Set(current().view.classes);
    if (!next.delete(name)) next.add(name);
    change('view', { classes: next });
  };
  return (
    <div className="legend">
      {present.map((name) => (
        <label key={name} title={CLASS_WORDS[name]}>
          <input type="checkbox" checked={classes.has(name)} onChange={() => toggle(name)} />
          <svg viewBox="0 0 18 8" aria-hidden="true">
            <path d="M0 4h18" stroke={ink.classes[name]} strokeWidth="3.5" />
          </svg>
          {name}
        </label>
      ))}
      {hasPlan && (
        <>
          <label>
            <input
              type="checkbox"
              checked={showUnused}
              onChange={() => change('view', { showUnused: !showUnused })}
            />
            unused links
          </label>
          <span className="legend-sample">
            <svg viewBox="0 0 26 8" aria-hidden="true">
              <path d="M1 4h24" stroke={ink.path} strokeWidth="3.2" />
            </svg>
            path
          </span>
          <span className="legend-sample">
            <svg viewBox="0 0 26 8" aria-hidden="true">
              <path
                d="M2 4h23"
                stroke={ink.path}
                strokeWidth="3.2"
                strokeDasharray="2 6"
                strokeLinecap="round"
              />
            </svg>
            from storage
          </span>
        </>
      )}
      <Omitted />
    </div>
  );
}

/** Says so where links are left out of the picture. */
function Omitted() {
  const slot = useSlot();
  const topology = useStudio(({ network }) => network.topology);
  const classes = useStudio(({ view }) => view.classes);
  const isPicture = useStudio(({ view }) => view.map !== 'table');
  const { present, drawn } = useMemo(() => countLinks(topology, slot, classes), [topology, slot, classes]);
  if (!isPicture || drawn === present) return null;
  return (
    <p>
      The map shows {formatNumber(drawn)} of {formatNumber(present)} links: those in use, then the strongest.
      Find the others by name in the table.
    </p>
  );
}

import { useState } from 'react';
import { formatFidelity, formatNumber, NONE } from '../../src/report/numbers.ts';
import { factsOfSlot, type LinkFacts } from '../model/facts.ts';
import { change, useStudio } from '../state/store.ts';
import { useBudget, useSlot, useSlotUse } from './use-slot.ts';

const MOST_ROWS = 300;

/** The links of the slot as a table: the map for who cannot see it, and for who wants the numbers. */
export function LinkTable() {
  const topology = useStudio(({ network }) => network.topology);
  const classes = useStudio(({ view }) => view.classes);
  const selected = useStudio(({ view }) => view.highlight.selected);
  const slot = useSlot();
  const used = useSlotUse();
  const budget = useBudget();
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const rows = topology
    ? factsOfSlot(topology, slot, used, budget).filter(
        ({ link }) => classes.has(link.class) && link.id.toLowerCase().includes(wanted),
      )
    : [];
  return (
    <div className="link-table">
      <label className="filter">
        <span>Name contains</span>
        <input type="search" value={filter} onChange={(event) => setFilter(event.target.value)} />
        <span className="faint">
          {formatNumber(rows.length)} links in slot {slot + 1}
          {rows.length > MOST_ROWS ? `, ${MOST_ROWS} shown` : ''}
        </span>
      </label>
      <section className="scroll" tabIndex={0} aria-label={`Links in slot ${slot + 1}`}>
        <table>
          <thead>
            <tr>
              <th>Link</th>
              <th>Class</th>
              <th className="number">Capacity, pairs/s</th>
              {used && <th className="number">Used, pairs/s</th>}
              <th className="number">Fidelity</th>
              <th className="number">Range, km</th>
              <th className="number">Loss, dB</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MOST_ROWS).map((facts) => (
              <LinkRow key={facts.link.id} facts={facts} selected={selected?.id === facts.link.id} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function LinkRow({ facts, selected }: { readonly facts: LinkFacts; readonly selected: boolean }) {
  const { link } = facts;
  const select = () =>
    change('view', {
      highlight: { hovered: null, selected: selected ? null : { kind: 'link', id: link.id } },
    });
  return (
    <tr data-selected={selected || undefined}>
      <th scope="row">
        <button type="button" className="text-button" aria-pressed={selected} onClick={select}>
          {link.ends.join(' – ')}
          {link.via && <small> through {link.via}</small>}
        </button>
      </th>
      <td>{link.class}</td>
      <td className="number">{formatNumber(facts.capacity)}</td>
      {facts.used !== null && <td className="number">{formatNumber(facts.used)}</td>}
      <td className="number">{formatFidelity(facts.fidelity)}</td>
      <td className="number">{formatNumber(facts.rangeKm)}</td>
      <td className="number">{facts.lossDb === null ? NONE : facts.lossDb.toFixed(1)}</td>
    </tr>
  );
}

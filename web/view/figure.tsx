import { useEffect, useRef, useState } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { Figure as Drawing } from '../../src/report/figure.ts';
import { figureTable } from '../../src/report/html-figure-data.ts';
import { askDesk } from '../state/desk.ts';
import { saveFigure } from '../state/export.ts';
import { insertSvg } from './svg.ts';

/** A figure of a run, as in its report; drawn in a worker, anew when the record changes. */
export function Figure({ record, name }: { readonly record: RunRecord; readonly name: Drawing['name'] }) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [width, setWidth] = useState(0);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const size = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width / 20) * 20));
    size.observe(box.current!.parentElement!);
    return () => size.disconnect();
  }, []);
  useEffect(() => {
    if (width < 100) return;
    let current = true;
    askDesk((desk) => desk.figures(record, Math.max(320, width))).then(
      (figures) => {
        if (current) setDrawing(figures.find((figure) => figure.name === name) ?? null);
      },
      () => {
        // Without the figure there is still its table.
      },
    );
    return () => {
      current = false;
    };
  }, [record, name, width]);
  useEffect(() => {
    if (box.current) insertSvg(box.current, drawing?.svg ?? null);
  }, [drawing]);
  return (
    <figure className="figure">
      <div ref={box} />
      {drawing && (
        <figcaption>
          {drawing.caption}{' '}
          <button type="button" className="text-button" onClick={() => saveFigure(drawing, 'svg')}>
            Save SVG
          </button>{' '}
          <button type="button" className="text-button" onClick={() => saveFigure(drawing, 'png')}>
            Save PNG
          </button>
        </figcaption>
      )}
      <details
        onToggle={(event) => {
          setOpen(event.currentTarget.open);
        }}
      >
        <summary>Numbers</summary>
        {open && <Numbers record={record} name={name} />}
      </details>
    </figure>
  );
}

/** Longer tables are for the CSV files. */
const MOST_ROWS = 400;

/** The numbers of a figure, for who cannot see it and for who wants them. */
function Numbers({ record, name }: { readonly record: RunRecord; readonly name: Drawing['name'] }) {
  const { columns, rows } = figureTable(record, name);
  return (
    <section className="scroll" tabIndex={0} aria-label={`Numbers of the figure: ${name}`}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} className={column.align === 'right' ? 'number' : undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are in the order of time and never move.
            <tr key={row}>
              {cells.map((cell, column) => (
                <td
                  key={columns[column]!.name}
                  className={columns[column]!.align === 'right' ? 'number' : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className="faint">{rows.length - MOST_ROWS} more rows are in the run record.</p>
      )}
    </section>
  );
}

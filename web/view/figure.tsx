import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { Figure as Drawing } from '../../src/report/figure.ts';
import { figureTable } from '../../src/report/html-figure-data.ts';
import { askDesk } from '../state/desk.ts';
import { saveFigure } from '../state/export.ts';
import { insertSvg } from './svg.ts';

interface Drawn {
  readonly svg: string;
  readonly caption: string;
}

/** A figure of a run, as in its report; drawn anew when the record changes. */
export function Figure({ record, name }: { readonly record: RunRecord; readonly name: Drawing['name'] }) {
  const draw = useCallback(
    async (width: number) =>
      (await askDesk((desk) => desk.figures(record, width))).find((figure) => figure.name === name) ?? null,
    [record, name],
  );
  return <Picture name={name} draw={draw} numbers={() => <Numbers record={record} name={name} />} />;
}

/** A picture that is drawn in a worker to the width that it gets; it can be saved, and read as numbers. */
export function Picture({
  name,
  draw,
  numbers,
}: {
  /** Of the file that it is saved as. */
  readonly name: string;
  readonly draw: (width: number) => Promise<Drawn | null>;
  /** Absent where they stand in a table beside it. */
  readonly numbers?: () => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawn | null>(null);
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
    draw(Math.max(320, width)).then(
      (drawn) => {
        if (current) setDrawing(drawn);
      },
      () => {
        // Without the picture there are still its numbers.
      },
    );
    return () => {
      current = false;
    };
  }, [draw, width]);
  useEffect(() => {
    if (box.current) insertSvg(box.current, drawing?.svg ?? null);
  }, [drawing]);
  return (
    <figure className="figure">
      <div ref={box} />
      {drawing && (
        <figcaption>
          {drawing.caption}{' '}
          <button
            type="button"
            className="text-button"
            onClick={() => saveFigure({ name, ...drawing }, 'svg')}
          >
            Save SVG
          </button>{' '}
          <button
            type="button"
            className="text-button"
            onClick={() => saveFigure({ name, ...drawing }, 'png')}
          >
            Save PNG
          </button>
        </figcaption>
      )}
      {numbers && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>Numbers</summary>
          {open && numbers()}
        </details>
      )}
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

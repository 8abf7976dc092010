import { useEffect, useState } from 'react';
import type { FigureTable } from '../../src/report/figures/figure-kind.ts';

/** Longer tables are for the CSV files. */
const MOST_ROWS = 400;

/** The numbers of a chart, for who cannot see it and for who wants them; a table when it is opened. */
export function Numbers({
  label,
  read,
}: {
  readonly label: string;
  /** Another function is read anew. */
  readonly read: () => Promise<FigureTable>;
}) {
  const [open, setOpen] = useState(false);
  const [table, setTable] = useState<FigureTable | null>(null);
  useEffect(() => {
    if (!open) return;
    let current = true;
    read().then(
      (all) => {
        if (current) setTable(all);
      },
      () => {
        // What was shown stays.
      },
    );
    return () => {
      current = false;
    };
  }, [open, read]);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Numbers<span className="unseen">: {label}</span>
      </summary>
      {open && table && <Table label={label} table={table} />}
    </details>
  );
}

function Table({ label, table: { columns, rows } }: { readonly label: string; readonly table: FigureTable }) {
  const classOf = (column: number) => (columns[column]!.align === 'right' ? 'number' : undefined);
  return (
    <section className="scroll" tabIndex={0} aria-label={`Numbers: ${label}`}>
      <table>
        <thead>
          <tr>
            {columns.map(({ name }, column) => (
              <th key={name} className={classOf(column)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are in the order of time and never move.
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={columns[column]!.name} className={classOf(column)}>
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

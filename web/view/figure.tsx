import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { Figure as Drawing } from '../../src/report/figure.ts';
import { figureTable } from '../../src/report/html-figure-data.ts';
import { askDesk } from '../state/desk.ts';
import { Numbers } from './numbers.tsx';
import { SaveButtons } from './save-buttons.tsx';
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
  const { columns } = figureTable(record, name);
  return (
    <>
      <Picture name={name} draw={draw} />
      <Numbers label={`The figure: ${name}`} columns={columns} rows={() => figureTable(record, name).rows} />
    </>
  );
}

/** A picture that is drawn in a worker to the width that it gets, and can be saved. */
export function Picture({
  name,
  draw,
}: {
  /** Of the file that it is saved as. */
  readonly name: string;
  readonly draw: (width: number) => Promise<Drawn | null>;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawn | null>(null);
  const [width, setWidth] = useState(0);
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
          {drawing.caption} <SaveButtons drawing={() => ({ name, svg: drawing.svg })} />
        </figcaption>
      )}
    </figure>
  );
}

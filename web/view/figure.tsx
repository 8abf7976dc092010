import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { DrawnFigure, FigureSubject } from '../../src/report/figures/figure-kind.ts';
import { askReader } from '../state/reader.ts';
import type { FigureSummary } from '../worker/reader.ts';
import { Numbers } from './numbers.tsx';
import { SaveButtons } from './save-buttons.tsx';
import { insertSvg } from './svg.ts';

/** The figures of a run about a subject, as in its report; drawn anew when the record changes. */
export function Figures({
  record,
  subject,
}: {
  readonly record: RunRecord;
  readonly subject: FigureSubject;
}) {
  const [kinds, setKinds] = useState<readonly FigureSummary[]>([]);
  useEffect(() => {
    let current = true;
    askReader((reader) => reader.figureKinds()).then(
      (all) => {
        if (current) setKinds(all.filter((kind) => kind.subject === subject));
      },
      () => {
        // A reader that died is hired anew, and asked when the panel is next opened.
      },
    );
    return () => {
      current = false;
    };
  }, [subject]);
  return kinds.map((kind) => <Figure key={kind.name} record={record} kind={kind} />);
}

function Figure({
  record,
  kind: { name, title },
}: {
  readonly record: RunRecord;
  readonly kind: FigureSummary;
}) {
  const [isEmpty, setEmpty] = useState(false);
  const draw = useCallback(
    async (width: number) => {
      const drawn = await askReader((reader) => reader.figure(record, name, width));
      setEmpty(drawn === null);
      return drawn;
    },
    [record, name],
  );
  const read = useCallback(() => askReader((reader) => reader.figureTable(record, name)), [record, name]);
  return (
    <>
      <Picture name={name} draw={draw} />
      {!isEmpty && <Numbers label={`The figure: ${title}`} read={read} />}
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
  readonly draw: (width: number) => Promise<DrawnFigure | null>;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<DrawnFigure | null>(null);
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

import { useEffect, useRef, useState } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { Figure as Drawing } from '../../src/report/figure.ts';
import { askDesk } from '../state/desk.ts';
import { saveFigure } from '../state/export.ts';
import { insertSvg } from './svg.ts';

/** A figure of a run, as in its report; drawn in a worker, anew when the record changes. */
export function Figure({ record, name }: { readonly record: RunRecord; readonly name: Drawing['name'] }) {
  const box = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [width, setWidth] = useState(0);
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
    </figure>
  );
}

import type { Drawing } from '../model/row-chart.ts';
import { paintGlobe } from '../paint/globe.ts';
import { INKS } from '../paint/ink.ts';
import { svgBrush } from '../paint/svg-brush.ts';
import { mapSize } from '../state/map-size.ts';
import { type Studio, slotAt } from '../state/store.ts';
import type { Atlas } from './atlas.ts';
import { paintMap, sunNow } from './draw-map.ts';

/** The map as it is seen, for paper: in light ink. */
export function mapDrawing(studio: Studio, atlas: Atlas): Drawing {
  const viewport = mapSize();
  const context = document.createElement('canvas').getContext('2d')!;
  const brush = svgBrush(viewport, (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  });
  paintMap(brush, studio, viewport, 'light', () =>
    paintGlobe(brush, studio.view.camera, viewport, atlas, sunNow(studio), INKS.light),
  );
  const name = studio.document.scenario?.name ?? 'network';
  return { name: 'map', svg: brush.svg(`${name}, slot ${slotAt(studio) + 1}`) };
}

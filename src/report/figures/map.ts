import { InputError } from '../../base/errors.ts';
import { LINK_CLASSES } from '../../domain/network.ts';
import type { RunRecord } from '../../domain/run-record.ts';
import { utcAt } from '../../domain/utc.ts';
import { type GroundPlaceFinder, groundPlaceFinder } from '../../orbit/ground-places.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { textWidth } from '../chart.ts';
import { coasts, type Globe, globeAround, graticule, type Place, type Spot } from '../globe.ts';
import { fullestMoment, type Moment } from '../map-moment.ts';
import { escapeHtml } from '../markup.ts';
import { formatRate } from '../numbers.ts';
import { CLASS_COLOURS, FONT } from '../palette.ts';
import type { DrawnFigure, FigureKind } from './figure-kind.ts';

/** Stations, platforms and satellites, and the links that carry pairs where most is delivered. */
export const map: FigureKind<'network-map'> = {
  name: 'network-map',
  title: 'Map of the fullest slot',
  subject: 'network',
  draw,
  table(record) {
    const moment = fullestMoment(record);
    return {
      columns: [{ name: 'link that carries pairs' }, { name: 'class' }, { name: 'for' }],
      rows: (moment?.links ?? []).map(({ nodes, class: linkClass, fillsOnly }) => [
        nodes.join(' – '),
        linkClass,
        fillsOnly ? 'a memory' : 'a demand',
      ]),
    };
  },
};

const MARGIN = 46;
const LEGEND_HEIGHT = 26;
/** Half of the time that a ground track shows, seconds; a low orbit crosses a continent in it. */
const TRACK_SECONDS = 600;
const TRACK_STEPS = 20;

interface MapNode {
  readonly id: string;
  readonly kind: 'satellite' | 'aerial' | 'ground';
  readonly place: Place;
  /** An end of a link that carries pairs, or a platform on its way. */
  readonly carries: boolean;
}

function draw(record: RunRecord, width: number, id: string): DrawnFigure | null {
  const moment = fullestMoment(record);
  const placeOf = moment && placesOf(record);
  if (!moment || !placeOf) return null;
  const { slotSeconds, start } = record.horizon;
  const seconds = (moment.slot + 0.5) * slotSeconds;
  const nodes = nodesOf(record, moment, (node) => placeOf(node, seconds));
  if (!nodes.some(({ carries }) => carries)) return null;
  const height = Math.round(Math.min(440, 0.72 * width));
  const globe = globeAround(
    nodes.map(({ place }) => place),
    width,
    height,
    MARGIN,
  );
  const tracks = nodes
    .filter(({ kind }) => kind === 'satellite')
    .map((node) => trackOf((at) => placeOf(node.id, at), seconds));
  const parts = [
    ground(globe, width, height, id),
    `<g clip-path="url(#${id}-view)">`,
    ...tracks.map((track) =>
      stroke(
        globe.line(track),
        'currentColor',
        1,
        'stroke-opacity="0.5" stroke-dasharray="1 4" stroke-linecap="round"',
      ),
    ),
    ...carrying(moment, nodes, globe),
    ...nodes.map((node) => symbol(node, globe.spot(node.place))),
    ...labels(nodes, globe, width, height),
    '</g>',
    legend(moment, height),
  ];
  const times = [seconds - slotSeconds / 2, seconds + slotSeconds / 2].map((at) => utcAt(start, at));
  const when =
    times[0] && times[1]
      ? ` (${times[0].replace('T', ' ').replace('Z', '')} to ${times[1].slice(11, -1)} UTC)`
      : '';
  return {
    caption: `Slot ${moment.slot + 1}${when}, in which most is delivered: ${formatRate(moment.rate)} pairs/s. Lines are the links that carry pairs, dashed where only into a memory; circles are stations, triangles aerial platforms, squares satellites, over the place below them. Dotted: their ground tracks within 10 minutes.`,
    svg: `<svg role="img" aria-label="${map.title}" width="${width}" height="${height + LEGEND_HEIGHT}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + LEGEND_HEIGHT}">\n${parts.join('\n')}\n</svg>`,
  };
}

/** Null for a scenario that this version cannot read. */
function placesOf({ scenario }: RunRecord): GroundPlaceFinder | null {
  try {
    return groundPlaceFinder(parseScenario(JSON.stringify(scenario.document)));
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** All on the ground and in the air, and the satellites that carry pairs. */
function nodesOf(
  { nodes }: RunRecord,
  { links }: Moment,
  placeOf: (node: string) => ReturnType<GroundPlaceFinder>,
): MapNode[] {
  const carries = new Set(links.flatMap((link) => link.nodes));
  return nodes.flatMap(({ id, kind }): MapNode[] => {
    if (kind === 'satellite' && !carries.has(id)) return [];
    const place = placeOf(id);
    if (place === null) return [];
    return [{ id, kind, place: [place.longitudeDeg, place.latitudeDeg], carries: carries.has(id) }];
  });
}

const STEPS = Array.from({ length: 2 * TRACK_STEPS + 1 }, (_, step) => step / TRACK_STEPS - 1);
const trackOf = (placeAt: (seconds: number) => ReturnType<GroundPlaceFinder>, seconds: number): Place[] =>
  STEPS.flatMap((step): Place[] => {
    const place = placeAt(seconds + TRACK_SECONDS * step);
    return place === null ? [] : [[place.longitudeDeg, place.latitudeDeg]];
  });

function ground(globe: Globe, width: number, height: number, id: string): string {
  // From close by, finer lines help the eye.
  const step = width / globe.scale > 1.2 ? 15 : 5;
  const { x, y } = globe.middle;
  return [
    `<clipPath id="${id}-view"><rect width="${width}" height="${height}" rx="6"/></clipPath>`,
    `<g clip-path="url(#${id}-view)">`,
    `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${globe.scale.toFixed(1)}" fill="#56B4E9" fill-opacity="0.1" stroke="currentColor" stroke-opacity="0.3"/>`,
    stroke(graticule(step).map(globe.line).join(''), 'currentColor', 0.6, 'stroke-opacity="0.13"'),
    stroke(
      coasts().map(globe.line).join(''),
      'currentColor',
      0.9,
      'stroke-opacity="0.45" stroke-linejoin="round"',
    ),
    '</g>',
  ].join('\n');
}

const stroke = (path: string, colour: string, width: number, more = ''): string =>
  path === '' ? '' : `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" ${more}/>`;

function carrying({ links }: Moment, nodes: readonly MapNode[], globe: Globe): string[] {
  const placeOf = new Map(nodes.map(({ id, place }) => [id, place]));
  return links.flatMap(({ nodes: along, class: linkClass, fillsOnly }) => {
    const places = along.map((node) => placeOf.get(node)).filter((place) => place !== undefined);
    if (places.length < along.length) return [];
    const path = places
      .slice(1)
      .map((place, index) => globe.arc(places[index]!, place))
      .join('');
    return [
      stroke(
        path,
        colourOf(linkClass),
        2.6,
        `stroke-linecap="round"${fillsOnly ? ' stroke-dasharray="6 5"' : ''}`,
      ),
    ];
  });
}

/** Seen on white and on black. */
const colourOf = (linkClass: Moment['links'][number]['class']): string => CLASS_COLOURS[linkClass].dark;

function symbol({ kind, carries }: MapNode, { x, y, hidden }: Spot): string {
  if (hidden) return '';
  const look = `fill="currentColor"${carries ? '' : ' fill-opacity="0.5"'}`;
  const [cx, cy] = [Number(x.toFixed(1)), Number(y.toFixed(1))];
  if (kind === 'satellite') return `<rect x="${cx - 4}" y="${cy - 4}" width="8" height="8" ${look}/>`;
  if (kind === 'aerial') return `<path d="M${cx} ${cy - 5}l5 8.5h-10Z" ${look}/>`;
  return `<circle cx="${cx}" cy="${cy}" r="${carries ? 4.2 : 3}" ${look}/>`;
}

/** Names beside their nodes, those on links that carry pairs first; what would cover another is left out. */
function labels(nodes: readonly MapNode[], globe: Globe, width: number, height: number): string[] {
  const taken: { readonly x: number; readonly y: number; readonly wide: number }[] = [];
  return [...nodes]
    .sort((a, b) => Number(b.carries) - Number(a.carries))
    .flatMap(({ id, place, carries }) => {
      const at = globe.spot(place);
      const wide = textWidth(id);
      const x = at.x + 8 + wide > width ? at.x - 8 - wide : at.x + 8;
      const y = at.y < 14 ? at.y + 12 : at.y - 5;
      const covers = taken.some(
        (other) => x < other.x + other.wide && other.x < x + wide && Math.abs(y - other.y) < FONT.size + 2,
      );
      if (at.hidden || covers || y > height) return [];
      taken.push({ x, y, wide });
      return [text(id, x, y, carries ? 'font-weight="600"' : 'fill-opacity="0.7"')];
    });
}

const text = (words: string, x: number, y: number, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-family="${FONT.family}" font-size="${FONT.size}" fill="currentColor" ${more}>${escapeHtml(words)}</text>`;

/** The classes of the links that carry pairs. */
function legend({ links }: Moment, top: number): string {
  return LINK_CLASSES.filter((linkClass) => links.some((link) => link.class === linkClass))
    .map((linkClass, index) => {
      const x = 4 + 78 * index;
      return `${stroke(`M${x} ${top + 17}h24`, colourOf(linkClass), 2.6, 'stroke-linecap="round"')}${text(linkClass, x + 31, top + 21)}`;
    })
    .join('\n');
}

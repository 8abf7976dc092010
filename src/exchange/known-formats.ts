import { holdsElements } from '../scenario/element-notation.ts';
import { objectOf, type Source } from './foreign/source.ts';

/** Formats that are known but not read, and what to do instead. */
const KNOWN: readonly (readonly [format: string, recognise: (source: Source) => boolean, hint: string])[] = [
  [
    'a run record of satqn',
    ({ json }) => objectOf(objectOf(json)?.satqn) !== null,
    'Check it with: satqn verify FILE.',
  ],
  [
    'a scenario of satqn',
    ({ json, text }) => objectOf(json)?.satqn !== undefined || /^["']?satqn["']?\s*:/m.test(text),
    'Plan it with: satqn plan FILE.',
  ],
  [
    'a set of orbital elements',
    ({ text }) => holdsElements(text),
    'Name it in a scenario: satellites: [{tle: {file: FILE}}], whatever its notation.',
  ],
  [
    'KML',
    ({ text }) => /<kml[\s>]/.test(head(text)),
    'Give the places as a table: name, latitude, longitude.',
  ],
  ['GEXF', ({ text }) => /<gexf[\s>]/.test(head(text)), 'Export the network as GraphML.'],
  [
    'a graph of Graphviz (DOT)',
    ({ text }) => /^\s*(strict\s+)?(di)?graph\s*[\w"]*\s*\{/.test(text),
    'Export the network as GraphML or GML.',
  ],
  ['Pajek', ({ text }) => /^\s*\*(vertices|network)\b/i.test(text), 'Export the network as GraphML or GML.'],
  [
    'a spreadsheet or another compressed file',
    ({ text }) => text.startsWith('PK\u0003'),
    'Export it as CSV.',
  ],
  ['XML of another kind', ({ text }) => /^\s*<[?!\w]/.test(text), 'Export the network as GraphML.'],
  [
    'JSON that is broken',
    ({ json, text }) => json === undefined && /^\s*[[{]/.test(text),
    'Export it again, or repair it.',
  ],
  ['JSON of another kind', ({ json }) => json !== undefined, 'Export the network as node-link JSON.'],
];

/** Formats known only for not being something else. */
const VAGUE: readonly string[] = ['XML of another kind', 'JSON that is broken', 'JSON of another kind'];

const head = (text: string): string => text.slice(0, 1000);

/** The format of a text that no importer reads, and a hint; null if it is unknown. */
export function knownFormat(source: Source): { format: string; hint: string; isVague: boolean } | null {
  const known = KNOWN.find(([, recognise]) => recognise(source));
  return known ? { format: known[0], hint: known[2], isVague: VAGUE.includes(known[0]) } : null;
}

import { geoJson } from './geojson.ts';
import { gml } from './gml.ts';
import { graphml } from './graphml.ts';
import type { Importer } from './importer.ts';
import { linkTable } from './link-table.ts';
import { nodeLink } from './node-link.ts';
import { sequence } from './sequence.ts';
import { stationTable } from './station-table.ts';

/** Every supported format; the first that recognises a file reads it. */
export const IMPORTERS: readonly Importer[] = [
  graphml,
  gml,
  geoJson,
  sequence,
  nodeLink,
  stationTable,
  linkTable,
];

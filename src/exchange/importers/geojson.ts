import type { InputIssue } from '../../base/errors.ts';
import { LATITUDE_BOUND, LONGITUDE_BOUND, type Place } from '../foreign/places.ts';
import { objectOf, objectsIn, type Source } from '../foreign/source.ts';
import { type ForeignStation, scenarioOfStations } from '../foreign/stations.ts';
import { type Importer, type ImportOptions, importError } from './importer.ts';

const GEOMETRIES = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];
const TYPES = ['FeatureCollection', 'Feature', 'GeometryCollection', ...GEOMETRIES];
const NAMES = ['name', 'Name', 'NAME', 'label', 'title', 'id'];

/**
 * GeoJSON (RFC 7946) of points, which become stations. Lines and areas do not say which nodes they join, so a file with
 * them is refused.
 */
export const geoJson: Importer = {
  name: 'geojson',
  title: 'GeoJSON',
  isTable: false,
  recognises: ({ json }) => TYPES.includes(String(objectOf(json)?.type)),
  read: readGeoJson,
};

function readGeoJson({ json }: Source, options: ImportOptions) {
  const features = objectsIn(json, 'features');
  if (features === null) {
    const message = `this is GeoJSON, but a ${String(objectOf(json)?.type)} in place of a FeatureCollection.`;
    throw importError(
      [{ path: 'type', message, hint: 'Read are collections of points, as stations.' }],
      options,
    );
  }
  const issues: InputIssue[] = [];
  const stations = features.flatMap((feature, i): ForeignStation[] => {
    const geometry = objectOf(feature.geometry);
    const path = `features[${i}].geometry`;
    if (geometry?.type !== 'Point') {
      const message = `this is GeoJSON with a ${geometry ? String(geometry.type) : 'feature without a place'}, which is no station.`;
      const hint = 'Only points are read; give links as a table of source and destination.';
      issues.push({ path, message, hint });
      return [];
    }
    const place = placeOf(geometry.coordinates);
    if (place === null) {
      const message = 'the coordinates of the point are no longitude and latitude in degrees.';
      issues.push({ path: `${path}.coordinates`, message, hint: 'Write [longitude, latitude].' });
      return [];
    }
    const properties = objectOf(feature.properties) ?? {};
    const named = [...NAMES.map((name) => properties[name]), feature.id];
    const name = named.find((one) => (typeof one === 'string' && one !== '') || typeof one === 'number');
    return [{ name: name === undefined ? `station ${i + 1}` : String(name), place }];
  });
  if (issues.length > 0) throw importError(issues, options);
  return scenarioOfStations(stations, options, [
    'Heights and further properties of the points were not used.',
  ]);
}

function placeOf(coordinates: unknown): Place | null {
  if (!Array.isArray(coordinates)) return null;
  const [longitudeDeg, latitudeDeg] = coordinates as unknown[];
  const isWithin = (value: unknown, bound: number): value is number =>
    typeof value === 'number' && Math.abs(value) <= bound;
  return isWithin(latitudeDeg, LATITUDE_BOUND) && isWithin(longitudeDeg, LONGITUDE_BOUND)
    ? { latitudeDeg, longitudeDeg }
    : null;
}

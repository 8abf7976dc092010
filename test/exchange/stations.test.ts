import { describe, expect, it } from 'vitest';
import { importNetwork } from '../../src/exchange/import-network.ts';
import { issuesOf, parsed } from './samples.ts';

const SITES = [
  { id: 'Izaña', latitudeDeg: 28.3, longitudeDeg: -16.5, altitudeM: 2393 },
  { id: 'Graz', latitudeDeg: 47.07, longitudeDeg: 15.49, altitudeM: 539 },
];

describe('a table of stations', () => {
  it.each([
    ['a header', 'name,latitude,longitude,altitude_m\nIzaña,28.3,-16.5,2393\nGraz,47.07,15.49,539\n'],
    ['heights in km', 'lat;lon;alt (km);station\n28.3;-16.5;2.393;Izaña\n47.07;15.49;0.539;Graz\n'],
    [
      'numbers of lines beside names',
      'id,name,Latitude,Longitude,Elevation\n0,Izaña,28.3,-16.5,2393\n1,Graz,47.07,15.49,539',
    ],
    ["Hypatia's columns", '0,Izaña,28.3,-16.5,2393\n1,Graz,47.07,15.49,539\n'],
    [
      "Hypatia's extended columns",
      '0,Izaña,28.3,-16.5,2393,5390280,-1597887,3007089\n1,Graz,47.07,15.49,539,1,2,3\n',
    ],
    ['no header and no number', 'Izaña,28.3,-16.5,2393\nGraz,47.07,15.49,539\n'],
  ])('becomes stations, with %s', (_, text) => {
    const imported = importNetwork(text);
    expect(imported.format).toBe('a table of stations');
    expect(parsed(imported).stations).toMatchObject(SITES);
    expect(imported.scenario.links).toBeUndefined();
    expect(imported.scenario.demands).toEqual([{ source: 'Izaña', destination: 'Graz' }]);
  });

  it('lists its assumptions', () => {
    expect(importNetwork('name,lat,lon,elevation,owner\nA,1,2,3,x\nB,1,2,,y\n').assumptions).toEqual([
      "The column 'elevation' was read as metres, since it names no unit.",
      'Columns not used: owner.',
      'Stations without a stated altitude stand at 0 m.',
      'There is no link yet: add satellites, platforms or fibres, and a horizon.start.',
      'The horizon is 10 slots of 20 s.',
      'One demand was chosen, of the first two stations: A to B, 0 km apart.',
    ]);
  });

  it('refuses every bad row, with its line', () => {
    const text = 'name,lat,lon,alt\nA,139.6,35.6,0\nB,47;07,15,0\n,1,2,0\nD,1,2,9e9\nE,1,2\n';
    expect(issuesOf(() => importNetwork(text))).toEqual([
      'undefined:6 the row has 3 fields, and line 1 has 4.',
      "undefined:2 the latitude '139.6' is no number of degrees from -90 to 90.",
      "undefined:3 the latitude '47;07' is no number of degrees from -90 to 90.",
      'undefined:4 the station has no name.',
      "undefined:5 the altitude '9e9' is no height of a station.",
    ]);
    expect(() => importNetwork('name,lat,lon\nA,139.6,35.6\n')).toThrow(
      'Are latitude and longitude exchanged?',
    );
    expect(issuesOf(() => importNetwork('name,lat,lon\nA,1,2\n'))).toEqual([
      'undefined:undefined the file has one station.',
    ]);
  });
});

describe('GeoJSON', () => {
  const feature = (geometry: unknown, properties = {}) => ({ type: 'Feature', properties, geometry });
  const file = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features });
  const point = (...coordinates: unknown[]) => ({ type: 'Point', coordinates });

  it('of points becomes stations', () => {
    const imported = importNetwork(
      file(
        feature(point(-16.5, 28.3, 2393), { name: 'Izaña' }),
        feature(point(15.49, 47.07), { name: 'Graz' }),
      ),
    );
    const placed = SITES.map(({ altitudeM: _, ...site }) => site);
    expect(imported.scenario.stations).toEqual(placed);
    expect(parsed(imported).stations).toHaveLength(2);
  });

  it('of anything else is refused by name', () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    };
    expect(issuesOf(() => importNetwork(file(feature(point(0, 0)), feature(line), feature(null))))).toEqual([
      'undefined:undefined this is GeoJSON with a LineString, which is no station.',
      'undefined:undefined this is GeoJSON with a feature without a place, which is no station.',
    ]);
    expect(issuesOf(() => importNetwork(JSON.stringify(line)))).toEqual([
      'undefined:undefined this is GeoJSON, but a LineString in place of a FeatureCollection.',
    ]);
    expect(
      issuesOf(() => importNetwork(file(feature(point(15, 95)), feature(point('15', '47'))))),
    ).toHaveLength(2);
  });
});

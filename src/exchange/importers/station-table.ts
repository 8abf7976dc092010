import type { InputIssue } from '../../base/errors.ts';
import { hasHeader, isNumber, type Table, type TableRow } from '../../scenario/table.ts';
import { plainName } from '../foreign/columns.ts';
import { degreesOf, LATITUDE_BOUND, LATITUDES, LONGITUDE_BOUND, LONGITUDES } from '../foreign/places.ts';
import type { Source } from '../foreign/source.ts';
import { type ForeignStation, scenarioOfStations } from '../foreign/stations.ts';
import { type Importer, type ImportOptions, importError } from './importer.ts';

const ALTITUDE = /^(altitude|alt|elevation|elev|height)(m|metres|meters|km|kilometres|kilometers)?$/;
const NAMES: readonly string[] = ['name', 'station', 'site', 'city', 'label', 'groundstation', 'id', 'gid'];
const [LOWEST_M, HIGHEST_M] = [-500, 100_000];

/** Positions of the columns to read; null if a column is missing. */
interface Columns {
  readonly name: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly altitude: number | null;
  readonly metres: number;
  readonly notes: readonly string[];
}

/**
 * One ground station per row: columns by name, or without a header as in Hypatia's ground_stations.txt
 * (https://github.com/snkas/hypatia: number, name, latitude, longitude, elevation in metres, perhaps x, y, z), or name,
 * latitude, longitude and perhaps altitude.
 */
export const stationTable: Importer = {
  name: 'station-table',
  title: 'a table of stations',
  isTable: true,
  recognises: ({ table }) => table.rows.length > 0 && columnsOf(table) !== null,
  read: readStations,
};

function readStations({ table }: Source, options: ImportOptions) {
  const columns = columnsOf(table)!;
  const issues: InputIssue[] = [...table.issues];
  const malformed = new Set(table.issues.map(({ line }) => line));
  const stations: ForeignStation[] = [];
  for (const row of isNamed(table.rows[0]!) ? table.rows.slice(1) : table.rows) {
    if (malformed.has(row.line)) continue;
    const station = stationOf(row, columns, (message, hint) =>
      issues.push({ path: '', line: row.line, message, hint }),
    );
    if (station) stations.push(station);
  }
  if (issues.length > 0) throw importError(issues, options);
  return scenarioOfStations(stations, options, columns.notes);
}

function stationOf(
  { cells }: TableRow,
  columns: Columns,
  wrong: (message: string, hint: string) => void,
): ForeignStation | null {
  const cell = (column: number) => cells[column]!.trim();
  const degrees = (what: string, column: number, bound: number) => {
    const value = degreesOf(cell(column), bound);
    if (value === null) {
      const isExchanged = what === 'latitude' && degreesOf(cell(column), LONGITUDE_BOUND) !== null;
      wrong(
        `the ${what} '${cell(column)}' is no number of degrees from -${bound} to ${bound}.`,
        isExchanged
          ? 'Are latitude and longitude exchanged?'
          : 'Write a plain number with a decimal point, negative for south and west.',
      );
    }
    return value;
  };
  const name = cell(columns.name);
  if (name === '') wrong('the station has no name.', 'Give every station a name.');
  const latitudeDeg = degrees('latitude', columns.latitude, LATITUDE_BOUND);
  const longitudeDeg = degrees('longitude', columns.longitude, LONGITUDE_BOUND);
  const text = columns.altitude === null ? '' : cell(columns.altitude);
  const altitudeM = text === '' ? undefined : Number(text) * columns.metres;
  if (altitudeM !== undefined && !(altitudeM >= LOWEST_M && altitudeM <= HIGHEST_M)) {
    wrong(
      `the altitude '${text}' is no height of a station.`,
      `Write a number from ${LOWEST_M} to ${HIGHEST_M.toLocaleString('en')} m.`,
    );
  }
  if (latitudeDeg === null || longitudeDeg === null) return null;
  return { name, place: { latitudeDeg, longitudeDeg, ...(altitudeM !== undefined && { altitudeM }) } };
}

const isNamed = ({ cells }: TableRow): boolean => {
  const plain = cells.map(plainName);
  return plain.some((one) => LATITUDES.includes(one)) && plain.some((one) => LONGITUDES.includes(one));
};

function columnsOf(table: Table): Columns | null {
  return isNamed(table.rows[0]!)
    ? namedColumns(table.rows[0]!)
    : hasHeader(table)
      ? null
      : bareColumns(table);
}

function namedColumns({ cells }: TableRow): Columns | null {
  const plain = cells.map(plainName);
  const named = NAMES.map((name) => plain.indexOf(name)).find((column) => column >= 0);
  // A table that names two ends of a link, too, is none of stations.
  if (named === undefined) return null;
  const altitude = plain.findIndex((one) => ALTITUDE.test(one));
  const [latitude, longitude] = [LATITUDES, LONGITUDES].map((names) =>
    plain.findIndex((one) => names.includes(one)),
  ) as [number, number];
  const unit = ALTITUDE.exec(plain[altitude] ?? '')?.[2];
  const used = [named, latitude, longitude, altitude];
  const unused = cells.filter((cell, column) => !used.includes(column) && cell.trim() !== '');
  return {
    name: named,
    latitude,
    longitude,
    altitude: altitude < 0 ? null : altitude,
    metres: unit?.startsWith('k') ? 1000 : 1,
    notes: [
      ...(altitude >= 0 && unit === undefined
        ? [`The column '${cells[altitude]!.trim()}' was read as metres, since it names no unit.`]
        : []),
      ...(unused.length > 0 ? [`Columns not used: ${unused.join(', ')}.`] : []),
    ],
  };
}

/** Judged by the first row: a name between numbers, or before them. */
function bareColumns({ rows }: Table): Columns | null {
  const { cells } = rows[0]!;
  const name = isNumber(cells[0]!) ? 1 : 0;
  const numbers = cells.slice(name + 1);
  const isShape =
    !isNumber(cells[name] ?? '0') &&
    (name === 1 ? [3, 6] : [2, 3]).includes(numbers.length) &&
    numbers.every(isNumber);
  if (!isShape) return null;
  const order =
    name === 1 ? 'number, name, latitude, longitude and elevation' : 'name, latitude and longitude';
  const altitude = numbers.length > 2 ? name + 3 : null;
  return {
    name,
    latitude: name + 1,
    longitude: name + 2,
    altitude,
    metres: 1,
    notes: [
      `The table has no header: its columns were read as ${order}${name === 0 && altitude ? ', altitude' : ''}${altitude ? ' in metres' : ''}.`,
      ...(numbers.length > 3 ? ['The coordinates x, y and z were not used.'] : []),
    ],
  };
}

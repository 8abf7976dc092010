import * as z from 'zod';
import { InputError } from '../base/errors.ts';
import { type NamedOrbit, readSatellites } from '../orbit/catalogued.ts';
import type { ElementRemarks } from '../orbit/elements/element-set.ts';
import { lostTimeWarning, oldElementWarnings } from '../orbit/notes.ts';
import { endOfSearch, findLostTimes, findPasses, type LostTime, type Pass } from '../orbit/passes.ts';
import { checkInput } from '../scenario/check-input.ts';
import { time } from '../scenario/schema/values.ts';
import type { Calculator, FileText } from './calculator.ts';

const question = z.strictObject({
  elements: z.strictObject({ file: z.string(), text: z.string() }) satisfies z.ZodType<FileText>,
  name: z.string().optional(),
  station: z.strictObject({
    latitudeDeg: z.number().min(-90).max(90).describe('degrees north'),
    longitudeDeg: z.number().min(-360).max(360).describe('degrees east'),
    altitudeM: z.number().min(-500).max(100_000).default(0).describe('metres'),
  }),
  from: time,
  to: time,
  minimumElevationDeg: z.number().min(0).max(90).default(10),
});

interface PassAnswer {
  readonly passes: readonly Pass[];
  /** Missing if SGP4 gives a position at all times. */
  readonly withoutPosition?: readonly LostTime[];
}

export const pass: Calculator<z.input<typeof question>, PassAnswer> = {
  name: 'pass',
  title: 'list the passes of a satellite over a station',
  question,
  options: {
    elements: {
      value: 'file',
      about: 'TLE file, or OMM in CSV, JSON, XML or KVN',
      isFile: true,
      alias: 'tle',
    },
    name: {
      value: 'name',
      about: 'name of the satellite (* matches anything) or its number, if the file holds several',
    },
    station: { value: 'lat,lon,alt_m', about: 'place of the station: degrees north, degrees east, metres' },
    from: { value: 'time', about: 'start of the search: ISO 8601 with a time zone' },
    to: { value: 'time', about: 'end of the search: ISO 8601 with a time zone' },
    minimumElevationDeg: {
      flag: 'min-elevation-deg',
      value: 'deg',
      about: 'ignore passes below this elevation',
    },
  },
  example: '--elements qss.tle --station 40.396,117.577,890 --from 2016-12-19T00:00Z --to 2016-12-20T00:00Z',
  answer(asked, remarks) {
    const { elements, name, station, from, to, minimumElevationDeg } = checkInput(question, asked);
    const times = [Date.parse(from), Date.parse(to)] as const;
    checkTimes(times);
    const [fromMs, toMs] = times;
    const satellite = oneSatellite(elements, name, times, remarks);
    const query = { orbit: satellite.orbit, fromMs, toMs };
    const lost = findLostTimes(query);
    if (lost[0] && Date.parse(lost[0].from) === fromMs && Date.parse(lost[0].to) === toMs) {
      const message = `SGP4 gives no position of ${satellite.id} at any time in this interval (${lost[0].reason}).`;
      const hint = 'Choose an interval closer to the epoch of the elements.';
      throw new InputError([{ path: '', file: elements.file, message, hint }]);
    }
    remarks.warnings.push(
      ...oldElementWarnings(
        [satellite],
        fromMs,
        toMs,
        'a part of the time asked for',
        'ask for a time near theirs',
      ),
      ...lost.map((time) => lostTimeWarning(satellite.id, time, 'passes')),
    );
    return {
      passes: findPasses({ ...query, toMs: endOfSearch(lost, toMs), station, minimumElevationDeg }),
      ...(lost.length > 0 && { withoutPosition: lost }),
    };
  },
  words: ({ passes }) => ({
    kind: 'table',
    columns: [
      { name: 'rise', align: 'left' },
      { name: 'set', align: 'left' },
      { name: 'duration s', align: 'right' },
      { name: 'culmination', align: 'left' },
      { name: 'elevation °', align: 'right' },
      { name: 'range km', align: 'right' },
    ],
    rows: passes.map(({ rise, set, durationSeconds, culmination }) => [
      rise,
      set,
      durationSeconds.toFixed(0),
      culmination.time,
      culmination.elevationDeg.toFixed(1),
      culmination.rangeKm.toFixed(0),
    ]),
    empty: 'No pass in this time.',
  }),
};

const LONGEST_WINDOW_YEARS = 10;
const MILLISECONDS_PER_YEAR = 365.25 * 86_400_000;

function checkTimes([fromMs, toMs]: readonly [number, number]): void {
  if (toMs <= fromMs) throw misuse('--to is not after --from.', 'Exchange them.');
  if (toMs - fromMs > LONGEST_WINDOW_YEARS * MILLISECONDS_PER_YEAR) {
    throw misuse(
      `--from and --to are more than ${LONGEST_WINDOW_YEARS} years apart.`,
      'Ask for less; elements serve for some weeks.',
    );
  }
}

/** How many names of satellites fit on a screen. */
const MOST_NAMES = 12;

function oneSatellite(
  { file, text }: FileText,
  name: string | undefined,
  times: readonly [fromMs: number, toMs: number],
  remarks: ElementRemarks,
): NamedOrbit {
  const found = readSatellites(text, { file, times, filters: nameFilter(name) }, remarks);
  if (found.length === 1) return found[0]!;
  const names = found.slice(0, MOST_NAMES).map(({ id }) => id);
  const rest = found.length - names.length;
  throw misuse(
    `${found.length} satellites of ${file} fit; one is needed.`,
    `Choose one with --name: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
  );
}

/** A number that is no satellite's name may be a catalogue number. */
const nameFilter = (name: string | undefined) => {
  if (name === undefined) return {};
  return /^\d+$/.test(name.trim()) ? { catalogueNumbers: [Number(name)] } : { names: [name] };
};

const misuse = (message: string, hint: string) => new InputError([{ path: '', message, hint }]);

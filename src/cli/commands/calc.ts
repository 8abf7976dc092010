import Table from 'cli-table3';
import { Command, Option } from 'commander';
import { calculateLink, type LinkQuestion } from '../../app/calculators.ts';
import { InputError } from '../../base/errors.ts';
import { LINK_CLASSES } from '../../domain/network.ts';
import type { Warning } from '../../domain/warning.ts';
import { readText } from '../../node/run-directory.ts';
import { type NamedOrbit, readSatellites } from '../../orbit/catalogued.ts';
import { type ElementRemarks, noRemarks } from '../../orbit/elements/element-set.ts';
import { oldElementWarnings } from '../../orbit/notes.ts';
import { findLostTimes, findPasses, type LostTime } from '../../orbit/passes.ts';
import { type PurificationProtocol, purify } from '../../physics/purification.ts';
import { swapFidelity } from '../../physics/swapping.ts';
import { formatNumber } from '../../report/numbers.ts';
import { warningWords } from '../../report/words.ts';
import { moment, numberWithin } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';

type Finish = (code: ExitCode) => void;

export function calcCommand(streams: Streams, finish: Finish): Command {
  const command = new Command('calc')
    .description('the physics by itself: purification, swapping, link budgets, satellite passes')
    .addHelpText('after', HELP);
  for (const build of [purifyCommand, swapCommand, linkCommand, passCommand])
    command.addCommand(build(streams, finish));
  return command;
}

const EXAMPLES = {
  purify: 'satqn calc purify --fidelity 0.85 --target 0.98 --protocol dejmps',
  swap: 'satqn calc swap --fidelities 0.97,0.98 --gate 0.99 --readout 0.99',
  link: 'satqn calc link --class S2G --altitude-km 500 --elevation-deg 30 --json',
  pass: 'satqn calc pass --elements qss.tle --station 40.396,117.577,890 --from 2016-12-19T00:00Z --to 2016-12-20T00:00Z',
} as const;
const example = (name: keyof typeof EXAMPLES): string => `\nExample:\n  ${EXAMPLES[name]}`;
const HELP = `\nExamples:\n${Object.values(EXAMPLES)
  .map((line) => `  ${line}`)
  .join('\n')}`;

const fidelity = numberWithin(0, 1);
const efficiency = numberWithin(Number.MIN_VALUE, 1);
const positive = numberWithin(Number.MIN_VALUE, Number.POSITIVE_INFINITY);

function purifyCommand(streams: Streams, finish: Finish): Command {
  return new Command('purify')
    .description('fewest rounds of recurrence that reach a fidelity, and their cost in base pairs')
    .requiredOption('--fidelity <F>', 'of a base pair (Werner)', fidelity)
    .requiredOption('--target <F>', 'to be reached', fidelity)
    .addOption(new Option('--protocol <name>').choices(['dejmps', 'bbpssw', 'none']).default('dejmps'))
    .option('--gate <p2>', 'two-qubit gate, with bbpssw', efficiency, 1)
    .option('--readout <eta>', 'measurement, with bbpssw', numberWithin(0.5, 1), 1)
    .option('--json', 'print JSON alone')
    .addHelpText('after', example('purify'))
    .action(
      (flags: {
        fidelity: number;
        target: number;
        protocol: PurificationProtocol;
        gate: number;
        readout: number;
        json?: boolean;
      }) => {
        if (flags.protocol === 'dejmps' && (flags.gate < 1 || flags.readout < 1)) {
          throw misuse('Gate noise is defined for BBPSSW only.', 'Add --protocol bbpssw.');
        }
        const gates = { singleQubit: 1, twoQubit: flags.gate, readout: flags.readout };
        const answer = purify(flags.fidelity, flags.target, flags.protocol, gates);
        print(streams, flags.json, answer);
        finish(EXIT.done);
      },
    );
}

function swapCommand(streams: Streams, finish: Finish): Command {
  return new Command('swap')
    .description('fidelity of a pair swapped together from several links (Briegel-Dür)')
    .requiredOption('--fidelities <list>', 'of the links, separated by commas', (text) =>
      text.split(',').map(fidelity),
    )
    .option('--gate <p2>', 'two-qubit gate', efficiency, 1)
    .option('--single-gate <p1>', 'one-qubit gate', efficiency, 1)
    .option('--readout <eta>', 'measurement', numberWithin(0.5, 1), 1)
    .option('--json', 'print JSON alone')
    .addHelpText('after', example('swap'))
    .action(
      (flags: {
        fidelities: number[];
        gate: number;
        singleGate: number;
        readout: number;
        json?: boolean;
      }) => {
        const gates = { singleQubit: flags.singleGate, twoQubit: flags.gate, readout: flags.readout };
        print(streams, flags.json, { fidelity: swapFidelity(flags.fidelities, gates) });
        finish(EXIT.done);
      },
    );
}

function linkCommand(streams: Streams, finish: Finish): Command {
  return new Command('link')
    .description('range, loss, rate and fidelity of one link')
    .addOption(new Option('--class <name>').choices(LINK_CLASSES).makeOptionMandatory())
    .option('--altitude-km <km>', 'of the upper end (default: satellite 500, HAP 20)', positive)
    .option(
      '--elevation-deg <deg>',
      'of the upper end, seen from the lower (default 90)',
      numberWithin(0, 90),
    )
    .option(
      '--length-km <km>',
      'range of S2S and A2A, length of the fibre of G2G; in place of height and elevation for others',
      positive,
    )
    .option('--wavelength-nm <nm>', '', positive)
    .addOption(new Option('--waist-cm <cm>', '1/e² beam radius at the transmitter').argParser(positive))
    .addOption(
      new Option('--divergence-urad <urad>', '1/e² half-angle, in place of the waist')
        .argParser(positive)
        .conflicts('waistCm'),
    )
    .option('--receiver-diameter-m <m>', '', positive)
    .option('--jitter-urad <urad>', 'pointing, rms per axis', numberWithin(0, Number.POSITIVE_INFINITY))
    .option('--optics <eta>', 'efficiency of the optics', efficiency)
    .option('--detector <eta>', 'efficiency of the detector or memory', efficiency)
    .option('--zenith-transmission <T>', 'of the air', efficiency)
    .option(
      '--zenith-fade-db <dB>',
      'mean loss by fading toward the zenith',
      numberWithin(0, Number.POSITIVE_INFINITY),
    )
    .addOption(
      new Option('--direction <way>', 'down from the upper end (default), or up').choices(['down', 'up']),
    )
    .option('--day', 'the sky, or the Earth seen from above, is sunlit')
    .option('--source-mhz <MHz>', 'pairs per microsecond', positive)
    .option('--json', 'print JSON alone')
    .addHelpText('after', example('link'))
    .action((flags: LinkQuestion & { optics?: number; detector?: number; json?: boolean }) => {
      const { json, optics, detector, ...question } = flags;
      const answer = calculateLink({
        ...question,
        ...(optics === undefined ? {} : { opticsEfficiency: optics }),
        ...(detector === undefined ? {} : { detectorEfficiency: detector }),
      });
      print(streams, json, answer);
      finish(EXIT.done);
    });
}

const LONGEST_WINDOW_YEARS = 10;
const MILLISECONDS_PER_YEAR = 365.25 * 86_400_000;

function passCommand(streams: Streams, finish: Finish): Command {
  return new Command('pass')
    .description('passes of a satellite over a station')
    .option('--elements <file>', 'TLE, or OMM in CSV, JSON, XML or KVN')
    .addOption(new Option('--tle <file>', 'the same').conflicts('elements').hideHelp())
    .option(
      '--name <name>',
      'of the satellite (* stands for anything), or its number, where the file holds several',
    )
    .requiredOption('--station <lat,lon,alt_m>', 'degrees north, degrees east, metres', station)
    .requiredOption('--from <time>', 'ISO 8601 with zone', moment)
    .requiredOption('--to <time>', 'ISO 8601 with zone', moment)
    .option('--min-elevation-deg <deg>', '', numberWithin(0, 90), 10)
    .option('--json', 'print JSON alone')
    .addHelpText('after', example('pass'))
    .action(
      async (flags: {
        elements?: string;
        tle?: string;
        name?: string;
        station: ReturnType<typeof station>;
        from: Date;
        to: Date;
        minElevationDeg: number;
        json?: boolean;
      }) => {
        const [fromMs, toMs] = [flags.from.getTime(), flags.to.getTime()];
        if (toMs <= fromMs) throw misuse('--to is not after --from.', 'Exchange them.');
        if (toMs - fromMs > LONGEST_WINDOW_YEARS * MILLISECONDS_PER_YEAR) {
          throw misuse(
            `--from and --to are more than ${LONGEST_WINDOW_YEARS} years apart.`,
            'Ask for less; elements serve for some weeks.',
          );
        }
        const file = flags.elements ?? flags.tle;
        if (file === undefined) throw misuse('--elements is missing.', 'Name a file of TLE or OMM with it.');
        const remarks = noRemarks();
        const satellite = oneSatellite(await readText(file), file, flags.name, [fromMs, toMs], remarks);
        const query = { orbit: satellite.orbit, fromMs, toMs };
        const lost = findLostTimes(query);
        if (lost[0]?.from === flags.from.toISOString() && lost[0].to === flags.to.toISOString()) {
          const message = `SGP4 gives no position of ${satellite.id} in all the time asked for (${lost[0].reason}).`;
          throw new InputError([{ path: '', file, message, hint: 'Ask for a time nearer to the elements.' }]);
        }
        const last = lost.at(-1);
        // What has come down is not looked for any more.
        const endsMs = last?.to === flags.to.toISOString() ? Date.parse(last.from) : toMs;
        const passes = findPasses({
          ...query,
          toMs: endsMs,
          station: flags.station,
          minimumElevationDeg: flags.minElevationDeg,
        });
        const warnings = [
          ...remarks.warnings,
          ...oldElementWarnings(
            [satellite],
            fromMs,
            toMs,
            'a part of the time asked for',
            'ask for a time near theirs',
          ),
          ...lost.map((time) => lostWarning(satellite, time)),
        ];
        streams.err(remarks.notes.map((note) => `${note}\n`).join(''));
        streams.err(
          warningWords(warnings)
            .map((warning) => `Warning: ${warning}\n`)
            .join(''),
        );
        const answer = { passes, ...(lost.length > 0 && { withoutPosition: lost }) };
        if (flags.json) streams.out(`${JSON.stringify(answer, null, 2)}\n`);
        else streams.out(passTable(passes));
        finish(EXIT.done);
      },
    );
}

const lostWarning = ({ id }: NamedOrbit, { from, to, reason }: LostTime): Warning => ({
  kind: 'lost-satellite',
  where: id,
  message: `SGP4 gives no position from ${from} to ${to} (${reason}); passes there are not found.`,
  hint: 'Take elements of those days.',
});

/** So many names of satellites fit on a screen. */
const MOST_NAMES = 12;

function oneSatellite(
  text: string,
  file: string,
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

/** What is no name may be a catalogue number. */
const nameFilter = (name: string | undefined) => {
  if (name === undefined) return {};
  return /^\d+$/.test(name.trim()) ? { catalogueNumbers: [Number(name)] } : { names: [name] };
};

function station(text: string) {
  const [latitudeDeg, longitudeDeg, altitudeM, ...rest] = text.split(',').map((part) => part.trim());
  if (latitudeDeg === undefined || longitudeDeg === undefined || rest.length > 0) {
    throw misuse('--station is not LAT,LON,ALT_M.', 'Write e.g. --station 40.396,117.577,890');
  }
  return {
    latitudeDeg: numberWithin(-90, 90, 'degrees north')(latitudeDeg),
    longitudeDeg: numberWithin(-360, 360, 'degrees east')(longitudeDeg),
    altitudeM: numberWithin(-500, 100_000, 'metres')(altitudeM ?? '0'),
  };
}

function passTable(passes: ReturnType<typeof findPasses>): string {
  if (passes.length === 0) return 'No pass in this time.\n';
  const table = new Table({
    head: ['rise', 'set', 'duration s', 'culmination', 'elevation °', 'range km'],
    colAligns: ['left', 'left', 'right', 'left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { rise, set, durationSeconds, culmination } of passes) {
    table.push([
      rise,
      set,
      durationSeconds.toFixed(0),
      culmination.time,
      culmination.elevationDeg.toFixed(1),
      culmination.rangeKm.toFixed(0),
    ]);
  }
  return `${table.toString()}\n`;
}

/** JSON, or `name  value` lines with the names of nested objects in front. */
function print(streams: Streams, json: boolean | undefined, answer: object): void {
  if (json) {
    streams.out(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  const lines = (value: object, prefix: string): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && inner !== null
        ? lines(inner, `${prefix}${key}.`)
        : [
            `${`${prefix}${key}`.padEnd(22)} ${typeof inner === 'number' ? formatNumber(inner, 7) : (inner ?? '–')}`,
          ],
    );
  streams.out(`${lines(answer, '').join('\n')}\n`);
}

const misuse = (message: string, hint: string) => new InputError([{ path: '', message, hint }]);

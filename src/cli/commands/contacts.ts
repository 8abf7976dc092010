import { Command, Option } from 'commander';
import { InputError } from '../../base/errors.ts';
import type { ContactWindow, PlannedWindow } from '../../domain/contact-window.ts';
import { contactsCsv, contactsJson, type Windows } from '../../io/contacts.ts';
import { writeAtomically } from '../../node/atomic-file.ts';
import { readRun } from '../../node/run-directory.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { type ContactSearch, contactWindows } from '../../orbit/contact-windows.ts';
import { plannedWindows } from '../../orbit/planned-windows.ts';
import { buildTopology } from '../../orbit/topology.ts';
import { asPointed, optionsOfRecord, pointingOf } from '../../planning/options.ts';
import { contactsTable } from '../../report/contacts-table.ts';
import { warningWords } from '../../report/labels.ts';
import { scenarioHash } from '../../scenario/hash.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import { progressPrinter } from '../progress.ts';
import type { Streams } from '../streams.ts';

const FORMATS = ['table', 'csv', 'json', 'figure'] as const;
type Format = (typeof FORMATS)[number];

interface Flags {
  readonly between?: readonly string[];
  readonly run?: string;
  readonly format: Format;
  readonly json?: boolean;
  readonly out?: string;
}

export function contactsCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('contacts')
    .description(
      'list every window of contact between two nodes: when, how strong, and what a plan does with it',
    )
    .argument('<scenario>', 'YAML or JSON file, or - for standard input')
    .option('--between <nodes...>', 'only the windows between these two nodes, in order of time')
    .option('--run <dir>', 'also say what the plan of this run does with each window')
    .addOption(
      new Option('--format <name>', 'a table, CSV, JSON lines, or an SVG figure')
        .choices(FORMATS)
        .default('table' satisfies Format),
    )
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .option('--out <file>', 'write to this file instead of standard output')
    .addHelpText('after', HELP)
    .action(async (scenario: string, flags: Flags) => {
      finish(await contacts(scenario, flags, streams));
    });
}

const HELP = `
Examples:
  satqn contacts network.yaml
  satqn contacts network.yaml --between Vienna Oslo
  satqn contacts network.yaml --run runs/network --format csv --out windows.csv
  satqn contacts network.yaml --format figure --out windows.svg

A window lasts while the link class allows the geometry; "open" is one that is already or still open at
an end of the horizon. Range, elevation, loss, rate and fidelity are those of the culmination, or of the
best moment in the horizon.

${exitCodesHelp([EXIT.done, EXIT.badInput, EXIT.fileNotWritten])}`;

async function contacts(file: string, flags: Flags, streams: Streams): Promise<ExitCode> {
  const between = pairOf(flags.between);
  const scenario = await readScenario(file);
  const printer = progressPrinter(streams, { patient: true });
  const isHidden = flags.out === undefined && streams.outIsTerminal;
  const search = contactWindows(scenario, {
    ...(between && { between }),
    onProgress: (done, total) => {
      // On a terminal, the windows themselves are the progress.
      if (!isHidden) printer.show({ kind: 'stage', stage: 'contacts', share: done / total });
    },
  });
  tell(search, between, streams);
  const found = search.windows();
  const inPlan = flags.run === undefined ? null : await planOf(scenario, flags.run, streams);
  const windows: Windows = inPlan
    ? { of: 'plan', windows: mapped(found, inPlan) }
    : { of: 'scenario', windows: found };
  const format = flags.json ? 'json' : flags.format;
  const text =
    format === 'figure'
      ? await figureOf(windows, search, scenario, streams)
      : WRITERS[format](windows, search, scenario);
  try {
    return await write(inPieces(text), flags.out, streams);
  } finally {
    printer.end();
  }
}

type Writer = (windows: Windows, search: ContactSearch, scenario: Scenario) => Iterable<string>;

const WRITERS: Readonly<Record<Exclude<Format, 'figure'>, Writer>> = {
  table: ({ of, windows }, { nodes, middles }, { horizon }) =>
    contactsTable(windows, {
      nodes: nodes.map(({ id }) => id),
      hasVia: middles.length > 0,
      hasClock: horizon.start !== undefined,
      isPlanned: of === 'plan',
    }),
  csv: contactsCsv,
  json: contactsJson,
};

async function figureOf(
  { of, windows }: Windows,
  { nodes }: ContactSearch,
  { horizon: { slots, slotSeconds, start } }: Scenario,
  streams: Streams,
): Promise<readonly string[]> {
  // The code that draws figures takes a while to load.
  const { drawContacts } = await import('../../report/contacts-figure.ts');
  const { svg, caption } = drawContacts(windows, {
    nodes,
    horizonSeconds: slots * slotSeconds,
    startMs: start === undefined ? null : Date.parse(start),
    isPlanned: of === 'plan',
  });
  streams.err(`${caption}\n`);
  return [`${svg}\n`];
}

function pairOf(names: readonly string[] | undefined): readonly [string, string] | undefined {
  if (names === undefined) return undefined;
  const [first, second, ...others] = names;
  if (first !== undefined && second !== undefined && others.length === 0) return [first, second];
  const message = `--between takes two nodes, and there ${names.length === 1 ? 'is one' : `are ${names.length}`}.`;
  const hint = 'Write the scenario before --between, and put names with blanks in quotes.';
  throw new InputError([{ path: '', message, hint }]);
}

/** Prints what readers need to know besides the windows. */
function tell(
  { notes, warnings, count }: ContactSearch,
  between: readonly [string, string] | undefined,
  streams: Streams,
): void {
  streams.err(
    warningWords(warnings)
      .map((warning) => `Warning: ${warning}\n`)
      .join(''),
  );
  streams.err(notes.map((note) => `${note}\n`).join(''));
  if (between && count === 0) {
    streams.err(`Nothing can join ${between.join(' and ')}: neither a stated link nor a class of links.\n`);
  }
}

/** @throws InputError if the run is of another scenario, or has no plan */
async function planOf(
  scenario: Scenario,
  path: string,
  streams: Streams,
): Promise<(window: ContactWindow) => PlannedWindow> {
  const record = await readRun(path);
  const refusal = (message: string, hint: string) =>
    new InputError([{ path: '', file: path, message, hint }]);
  if (record.scenario.hash !== (await scenarioHash(scenario))) {
    throw refusal(
      'This is a run of another scenario.',
      'Give the scenario that was planned, or plan this one.',
    );
  }
  if (record.plan === null) {
    throw refusal(`The run has no plan (${record.status}).`, 'Leave out --run, or plan with more time.');
  }
  const printer = progressPrinter(streams, { patient: true });
  const topology = buildTopology(asPointed(scenario, pointingOf(optionsOfRecord(record))), {
    onProgress: (done, total) => printer.show({ kind: 'stage', stage: 'topology', share: done / total }),
  });
  printer.end();
  return plannedWindows(scenario, topology, record.plan);
}

function* mapped<From, To>(items: Iterable<From>, change: (item: From) => To): Generator<To> {
  for (const item of items) yield change(item);
}

/** Characters that are written at once. */
const PIECE = 65_536;

function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Writes piece by piece, so that none waits in memory. */
async function write(pieces: Iterable<string>, out: string | undefined, streams: Streams): Promise<ExitCode> {
  if (out === undefined) {
    for (const piece of pieces) {
      streams.out(piece);
      await streams.drained?.();
    }
    return EXIT.done;
  }
  await writeAtomically(out, pieces);
  return EXIT.done;
}

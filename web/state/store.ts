import { create } from 'zustand';
import type { InputIssue } from '../../src/base/errors.ts';
import type { Comparison, SchemeResult } from '../../src/domain/comparison.ts';
import { LINK_CLASSES, type LinkClass, type Topology } from '../../src/domain/network.ts';
import type { CheckedRecord, RunRecord } from '../../src/domain/run-record.ts';
import { SCHEME_NAMES, SCHEMES, type SchemeName } from '../../src/domain/schemes/schemes.ts';
import type { Ephemeris } from '../../src/orbit/ephemeris.ts';
import type { SlotBudget } from '../../src/orbit/slot-budget.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import type { Camera } from '../model/camera.ts';
import { type History, NO_HISTORY, type Version } from '../model/history.ts';
import type { Shared } from '../model/share-link.ts';
import type { Highlight } from '../model/target.ts';
import type { Companions } from '../worker/companions.ts';
import type { ImportedScenario } from '../worker/reader.ts';

export type MapView = 'globe' | 'layers' | 'table';
/** What of a plan is shown over time. */
export type StudioCourse = 'demands' | 'telescopes' | 'playback';
export type Panel = 'scenario' | 'plan' | 'results' | 'compare';

/** The scenario as it is written, and what it means where it means something. */
export interface DocumentState {
  readonly text: string;
  /** Which of the files that were opened it is: 1 is the first. */
  readonly file: number;
  readonly fileName: string;
  readonly companions: Companions;
  /** Mistakes of the text as it stands. */
  readonly issues: readonly InputIssue[];
  /** The text has been changed since it was last read. */
  readonly unread: boolean;
  /** The last text that was valid. */
  readonly scenario: Scenario | null;
  readonly hash: string | null;
  /** Why a file was not opened, so that what was open still is. */
  readonly refused: readonly InputIssue[];
}

/** What follows from the scenario alone. */
interface NetworkState {
  readonly ephemeris: Ephemeris | null;
  readonly topology: Topology | null;
  /** 0 to 1 while it is being built, otherwise null. */
  readonly building: number | null;
  readonly issues: readonly InputIssue[];
  /** Range and loss of the links of a slot, once asked for. */
  readonly budgets: ReadonlyMap<number, SlotBudget>;
}

export interface RunState {
  readonly phase: 'idle' | 'running' | 'stopping';
  /** What is being done, and how far it is (0 to 1) where that is known. */
  readonly stage: string;
  readonly share: number | null;
  /** What the search is working at; empty while there is none. */
  readonly activity: string;
  /** The best plan so far, or the last one; of a file that was opened, what it claims. */
  readonly record: RunRecord | null;
  /** The same with the certificate that was made here; null before, and where it cannot be checked. */
  readonly checked: CheckedRecord | null;
  /** Why a record that was opened could not be checked. */
  readonly unchecked: readonly InputIssue[];
  readonly issues: readonly InputIssue[];
  /** Of the scenario in the editor when the record was made or opened. */
  readonly sourceHash: string | null;
}

/** All that comes back when a change of the text, or the opening of another file, is taken back. */
export interface DocumentVersion extends Version {
  readonly fileName: string;
  readonly companions: Companions;
  /** The plan that was shown. */
  readonly run: RunState;
}

interface WorkerState {
  /** How long it has given no sign of life, s, once it is long: busy with one long step, or dead. */
  readonly silentSeconds: number | null;
}

/** A scheme, and the run that made its result. */
export interface ComparedScheme {
  readonly result: SchemeResult;
  readonly record: CheckedRecord;
}

/** What a comparison is asked for; method, gap and time are those of planning. */
interface CompareOptions {
  readonly schemes: ReadonlySet<SchemeName>;
  /** Whether minimum rates hold; some schemes know nothing of them, and may miss them. */
  readonly keepMinimum: boolean;
}

export interface CompareState {
  readonly phase: 'idle' | 'running' | 'stopping';
  readonly stage: string;
  readonly results: readonly SchemeResult[];
  /** The scheme at work, with its best plan so far. */
  readonly unfinished: ComparedScheme | null;
  /** All of it, once it is done. */
  readonly comparison: Comparison | null;
  /** The run behind each result, to be shown on the map. */
  readonly records: ReadonlyMap<SchemeName, CheckedRecord>;
  readonly issues: readonly InputIssue[];
  /** Of the scenario that was compared, as it stood in the editor. */
  readonly sourceHash: string | null;
}

export interface ViewState {
  readonly map: MapView;
  readonly panel: Panel;
  readonly course: StudioCourse;
  /** After the start of slot 0. */
  readonly seconds: number;
  readonly playing: boolean;
  /** How fast it plays, as a multiple of the usual pace. */
  readonly speed: number;
  readonly demand: string | null;
  readonly classes: ReadonlySet<LinkClass>;
  /** Draws unused links, too. */
  readonly showUnused: boolean;
  readonly camera: Camera;
  readonly highlight: Highlight;
  readonly editing: boolean;
  /** Where something is being dragged to, or (without id) where something new may be put. */
  readonly draft: Draft | null;
  /** View of a link whose scenario is not open yet. */
  readonly awaited: Shared | null;
  /** A file of another format, until its user agrees to what was assumed of it. */
  readonly offered: (ImportedScenario & { readonly fileName: string }) | null;
  /** Said aloud by screen readers, and shown for a while. */
  readonly notice: string | null;
}

export interface Draft {
  readonly id: string | null;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

export interface Studio {
  readonly document: DocumentState;
  readonly network: NetworkState;
  readonly run: RunState;
  readonly compare: CompareState;
  readonly compareOptions: CompareOptions;
  readonly history: History<DocumentVersion>;
  readonly planner: WorkerState;
  readonly reader: WorkerState;
  readonly view: ViewState;
  readonly options: PlanOptions;
}

export const EMPTY_NETWORK: NetworkState = {
  ephemeris: null,
  topology: null,
  building: null,
  issues: [],
  budgets: new Map(),
};
export const IDLE_RUN: RunState = {
  phase: 'idle',
  stage: '',
  share: null,
  activity: '',
  record: null,
  checked: null,
  unchecked: [],
  issues: [],
  sourceHash: null,
};
export const NO_COMPARISON: CompareState = {
  phase: 'idle',
  stage: '',
  results: [],
  unfinished: null,
  comparison: null,
  records: new Map(),
  issues: [],
  sourceHash: null,
};

export const useStudio = create<Studio>(() => ({
  document: {
    text: '',
    file: 0,
    fileName: '',
    companions: {},
    issues: [],
    unread: false,
    scenario: null,
    hash: null,
    refused: [],
  },
  network: EMPTY_NETWORK,
  run: IDLE_RUN,
  compare: NO_COMPARISON,
  compareOptions: {
    schemes: new Set(SCHEME_NAMES.filter((name) => !SCHEMES[name].isAnchor)),
    keepMinimum: true,
  },
  history: NO_HISTORY,
  planner: { silentSeconds: null },
  reader: { silentSeconds: null },
  view: {
    map: 'globe',
    panel: 'scenario',
    course: 'demands',
    seconds: 0,
    playing: false,
    speed: 1,
    demand: null,
    classes: new Set(LINK_CLASSES),
    showUnused: true,
    camera: { longitudeDeg: 15, latitudeDeg: 25, scale: 0 },
    highlight: { hovered: null, selected: null },
    editing: false,
    draft: null,
    awaited: null,
    offered: null,
    notice: null,
  },
  options: { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds: 60 },
}));

type Slice = keyof Studio;

/** Changes some of a slice. */
export function change<S extends Slice>(slice: S, values: Partial<Studio[S]>): void {
  useStudio.setState((state) => ({ [slice]: { ...state[slice], ...values } }) as unknown as Studio);
}

export const current = useStudio.getState;

/** Slot at which the view stands. */
export function slotAt({ document, view }: Pick<Studio, 'document' | 'view'>): number {
  const { scenario } = document;
  if (!scenario) return 0;
  const { slots, slotSeconds } = scenario.horizon;
  return Math.min(slots - 1, Math.max(0, Math.floor(view.seconds / slotSeconds + 1e-9)));
}

/** Whether the plan is of another scenario than the one that stands in the editor. */
export const isStale = ({ run, document }: Pick<Studio, 'run' | 'document'>): boolean =>
  run.record !== null && document.hash !== null && run.sourceHash !== document.hash;

const NO_NODES: Ephemeris['nodes'] = [];
/** The nodes of the network that is shown; none before there is one. */
export const nodesOf = ({ network }: Pick<Studio, 'network'>): Ephemeris['nodes'] =>
  network.ephemeris?.nodes ?? NO_NODES;

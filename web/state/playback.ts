/** A replication of the plan that is shown, simulated here and played. */
import { proxy } from 'comlink';
import { create } from 'zustand';
import type { InputIssue } from '../../src/base/errors.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { DEFAULT_SIMULATION_OPTIONS, type SimulationOptions } from '../../src/domain/simulation.ts';
import type { Course } from '../../src/simulation/course.ts';
import { type Playback, type PlayedDraw, playbackOf } from '../model/playback.ts';
import type { Answer } from '../worker/answer.ts';
import type { SimulationStage, Simulator } from '../worker/simulator.ts';
import { change, current, isStale, type Studio, useStudio } from './store.ts';
import { type Hired, hire, WorkerFailure } from './workers.ts';

interface PlaybackState {
  /** What the next one is asked for. */
  readonly draw: PlayedDraw;
  /** What is being done, and how far it is; null if nothing is. */
  readonly progress: { readonly stage: SimulationStage; readonly share: number } | null;
  readonly issues: readonly InputIssue[];
  readonly playback: Playback | null;
  /** Why the last one is gone. */
  readonly dropped: string | null;
}

export const usePlayback = create<PlaybackState>(() => ({
  draw: { replication: 1, options: { ...DEFAULT_SIMULATION_OPTIONS, engine: 'pairs' } },
  progress: null,
  issues: [],
  playback: null,
  dropped: null,
}));

export function askFor(draw: {
  readonly replication?: number;
  readonly options?: Partial<SimulationOptions>;
}): void {
  const { replication, options } = usePlayback.getState().draw;
  usePlayback.setState({
    draw: { replication: draw.replication ?? replication, options: { ...options, ...draw.options } },
  });
}

/** The plan that may be played: a finished one that was verified here, of the scenario that is shown. */
export function playable(studio: Pick<Studio, 'run' | 'document'>): RunRecord | null {
  const { record, checked, phase } = studio.run;
  const isVerified = phase === 'idle' && checked?.plan != null && checked.certificate?.status === 'verified';
  return isVerified && !isStale(studio) ? record : null;
}

/** Has a worker of its own, which is ended to break off. */
let hired: Hired<Simulator> | null = null;
/** The plan that the worker holds, and the one of which something is shown or simulated. */
let opened: RunRecord | null = null;
let played: RunRecord | null = null;

const hireSimulator = (): Hired<Simulator> =>
  hire(new Worker(new URL('../worker/simulator.ts', import.meta.url), { type: 'module', name: 'simulator' }));

/** Simulates the replication that is asked for, and plays it. */
export async function simulate(): Promise<void> {
  const record = playable(current());
  const { draw, progress } = usePlayback.getState();
  if (record === null || progress !== null) return;
  if (opened !== record) dismiss();
  hired ??= hireSimulator();
  const asked = hired;
  played = record;
  usePlayback.setState({
    playback: null,
    issues: [],
    dropped: null,
    progress: { stage: 'topology', share: 0 },
  });
  const found = await replicate(asked, record, draw).catch(failed);
  // Broken off, or of a plan that is not shown any more.
  if (hired !== asked) return;
  if (!found.ok) {
    dismiss();
    usePlayback.setState({ progress: null, issues: found.issues });
    return;
  }
  opened = record;
  usePlayback.setState({ progress: null, playback: playbackOf(record, draw, found.value) });
  change('view', { seconds: 0, playing: true });
}

async function replicate(
  asked: Hired<Simulator>,
  record: RunRecord,
  { replication, options }: PlayedDraw,
): Promise<Answer<Course>> {
  const onProgress = proxy((stage: SimulationStage, share: number) => {
    // The last word of the worker may come after its answer.
    if (hired === asked && usePlayback.getState().progress)
      usePlayback.setState({ progress: { stage, share } });
  });
  if (opened !== record) {
    const answer = await asked.call((api) => api.open(record, onProgress) as Promise<Answer<null>>);
    if (!answer.ok) return answer;
  }
  return asked.call((api) => api.replicate(options, replication - 1, onProgress) as Promise<Answer<Course>>);
}

function failed(error: unknown): Answer<Course> {
  const reason = error instanceof WorkerFailure ? error.message : String(error);
  const hint = 'Try again, or run satqn simulate on the command line.';
  return { ok: false, issues: [{ path: '', message: `The simulation failed: ${reason}.`, hint }] };
}

function dismiss(): void {
  hired?.dismiss('it was stopped');
  hired = null;
  opened = null;
}

/** Breaks the simulation off, or ends what is played. */
export function endPlayback(dropped: string | null = null): void {
  if (usePlayback.getState().progress !== null) dismiss();
  played = null;
  usePlayback.setState({ progress: null, playback: null, dropped });
}

useStudio.subscribe((studio) => {
  if (played === null) return;
  const isSame = studio.run.record === played;
  if (isSame && !isStale(studio)) return;
  const what = isSame ? 'The scenario' : 'The plan';
  dismiss();
  endPlayback(`${what} has changed, so what was played of the earlier plan is gone.`);
  change('view', { playing: false });
});

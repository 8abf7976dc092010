import { useEffect, useRef } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { framesPassedAt } from '../../src/simulation/course.ts';
import type { Playback } from '../model/playback.ts';
import { drawWords } from '../model/playback-words.ts';
import { askFor, endPlayback, playable, simulate, usePlayback } from '../state/playback.ts';
import { change, current, useStudio } from '../state/store.ts';
import { DrawForm } from './draw-form.tsx';
import { Issues } from './issues.tsx';
import { Account, Deliveries, InStore, Key } from './playback-lists.tsx';
import { overlayPlayback } from './playback-overlay.ts';
import '../style/playback.css';

overlayPlayback(() => change('view', {}));

const STAGES = {
  topology: 'Building the network of every slot',
  catalogue: 'Listing paths',
  pairs: 'Following every pair',
} as const;

/** What of the plan comes true in one replication, as time passes. */
export function PlaybackView({ record }: { readonly record: RunRecord }) {
  const { progress, playback, issues, dropped } = usePlayback();
  const mayPlay = useStudio((studio) => playable(studio) !== null);
  return (
    <section className="playback" aria-label="What comes true">
      {playback ? (
        <Played playback={playback} />
      ) : (
        <>
          {dropped && (
            <p className="warning" role="status">
              {dropped}
            </p>
          )}
          {mayPlay || progress ? (
            <DrawForm isBusy={progress !== null} onSubmit={() => void simulate()} />
          ) : (
            <p className="faint">{waitingWords(record)}</p>
          )}
          {progress && (
            <div className="row">
              <progress value={progress.share} max={1} aria-label={STAGES[progress.stage]} />
              <span role="status">
                {STAGES[progress.stage]}: {Math.round(100 * progress.share)} %
              </span>
              <button type="button" className="button" onClick={() => endPlayback()}>
                Cancel
              </button>
            </div>
          )}
        </>
      )}
      <Issues issues={issues} />
    </section>
  );
}

function waitingWords(record: RunRecord): string {
  const { phase, checked } = current().run;
  if (phase !== 'idle') return 'You can play what comes true once the search has ended.';
  if (checked === null) return 'You can play what comes true once the plan has been verified here.';
  return record.certificate?.status === 'verified'
    ? 'The scenario has changed since this plan was made. Plan again to play what comes true.'
    : 'This plan was not verified, so what comes true of it is not played.';
}

function Played({ playback }: { readonly playback: Playback }) {
  const { draw, course } = playback;
  const framesPassed = useStudio(({ view }) => framesPassedAt(course, view.seconds));
  const shown = { playback, framesPassed };
  const words = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that was pressed is gone.
    if (document.activeElement === document.body) words.current!.focus();
  }, []);
  return (
    <>
      <div className="playback-bar">
        <p ref={words} tabIndex={-1}>
          <b>One draw, not the mean:</b> {drawWords(draw)}.
        </p>
        <div className="row">
          <Speed />
          <button
            type="button"
            className="button"
            onClick={() => {
              endPlayback();
              askFor({ replication: draw.replication + 1 });
            }}
          >
            Another draw
          </button>
          <button type="button" className="button" onClick={() => endPlayback()}>
            End
          </button>
        </div>
      </div>
      <div className="playback-lists">
        <Deliveries {...shown} />
        <InStore {...shown} />
        <Account {...shown} />
      </div>
      <Key playback={playback} />
    </>
  );
}

const SPEEDS = [0.125, 0.25, 0.5, 1, 2, 4] as const;

function Speed() {
  const speed = useStudio(({ view }) => view.speed);
  return (
    <label className="playback-speed">
      Speed
      <select value={speed} onChange={(event) => change('view', { speed: Number(event.target.value) })}>
        {SPEEDS.map((value) => (
          <option key={value} value={value}>
            {value < 1 ? `1/${1 / value}` : value} ×
          </option>
        ))}
      </select>
    </label>
  );
}

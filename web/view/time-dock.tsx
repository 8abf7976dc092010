import { useEffect } from 'react';
import { momentWords } from '../model/moment.ts';
import { change, current, slotAt, useStudio } from '../state/store.ts';
import { Icon } from './icons.tsx';
import { Later } from './later.tsx';
import { reducedMotion } from './theme.ts';
import { useSlot } from './use-slot.ts';

/** Slots that pass in a second while it plays at the usual pace. */
const SLOTS_PER_SECOND = 1.5;

// Comes with the first plan.
const loadCourse = () => import('./course.tsx').then(({ Course }) => Course);

/** Time: play, step, scrub; with a plan, what each demand gets when. */
export function TimeDock() {
  const scenario = useStudio(({ document }) => document.scenario);
  const record = useStudio(({ run }) => run.record);
  const playing = useStudio(({ view }) => view.playing);
  usePlaying(playing);
  if (!scenario) return <section className="dock" aria-label="Time" />;
  return (
    <section className="dock" aria-label="Time">
      <Clock />
      {record?.plan && <Later load={loadCourse}>{(Course) => <Course record={record} />}</Later>}
    </section>
  );
}

function Clock() {
  const scenario = useStudio(({ document }) => document.scenario)!;
  const seconds = useStudio(({ view }) => view.seconds);
  const playing = useStudio(({ view }) => view.playing);
  const slot = useSlot();
  const { slots, slotSeconds, start } = scenario.horizon;
  const step = (by: number) => {
    const next = Math.min(slots - 1, Math.max(0, slotAt(current()) + by));
    change('view', { seconds: (next + 0.5) * slotSeconds, playing: false });
  };
  const moment = momentWords(start, seconds);
  return (
    <div className="clock">
      <div className="tool-row">
        <button
          type="button"
          className="button icon-only"
          aria-label="Previous slot"
          title="Previous slot"
          disabled={slot === 0}
          onClick={() => step(-1)}
        >
          <Icon name="back" />
        </button>
        <button
          type="button"
          className="button icon-only primary"
          aria-label={playing ? 'Pause' : 'Play'}
          title={playing ? 'Pause' : 'Play'}
          onClick={() => {
            const atEnd = seconds >= slots * slotSeconds - 1e-3;
            change('view', { playing: !playing, ...(atEnd && !playing ? { seconds: 0 } : {}) });
          }}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <button
          type="button"
          className="button icon-only"
          aria-label="Next slot"
          title="Next slot"
          disabled={slot === slots - 1}
          onClick={() => step(1)}
        >
          <Icon name="forward" />
        </button>
      </div>
      <input
        type="range"
        className="scrub"
        aria-label="Time"
        aria-valuetext={`slot ${slot + 1} of ${slots}${moment ? `, ${moment}` : ''}`}
        min={0}
        max={slots * slotSeconds}
        step={slotSeconds / 20}
        value={seconds}
        onChange={(event) =>
          change('view', { seconds: Math.min(slots * slotSeconds - 1e-6, Number(event.target.value)) })
        }
        onKeyDown={(event) => {
          // Keys go slot by slot, with Shift as finely as the slider; the pointer goes anywhere.
          const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[
            event.key
          ];
          if (by === undefined || event.shiftKey) return;
          event.preventDefault();
          step(by);
        }}
      />
      <output className="moment">
        <b>
          slot {slot + 1}
          <span className="faint"> / {slots}</span>
        </b>
        <span className="faint">{moment}</span>
      </output>
    </div>
  );
}

/** Lets time pass; where motion is to be reduced, slot by slot. */
function usePlaying(playing: boolean): void {
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    let frame = 0;
    const pass = (now: number) => {
      const { document, view } = current();
      const horizon = document.scenario?.horizon;
      if (!horizon) return;
      const pace = SLOTS_PER_SECOND * view.speed;
      const wait = reducedMotion() ? 1000 / pace : 0;
      if (now - last >= wait) {
        const step = reducedMotion() ? 1 : Math.min(0.25, (now - last) / 1000) * pace;
        last = now;
        const end = horizon.slots * horizon.slotSeconds;
        const seconds = view.seconds + step * horizon.slotSeconds;
        change('view', seconds >= end ? { seconds: end - 1e-6, playing: false } : { seconds });
      }
      frame = requestAnimationFrame(pass);
    };
    frame = requestAnimationFrame(pass);
    return () => cancelAnimationFrame(frame);
  }, [playing]);
}

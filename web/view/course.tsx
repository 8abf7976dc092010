import type { RunRecord } from '../../src/domain/run-record.ts';
import { change, type StudioCourse, useStudio } from '../state/store.ts';
import { Later } from './later.tsx';
import { Timeline } from './timeline.tsx';

const VIEWS: readonly { readonly name: StudioCourse; readonly label: string }[] = [
  { name: 'demands', label: 'Demands' },
  { name: 'telescopes', label: 'Telescopes' },
  { name: 'playback', label: 'What comes true' },
];

// Come with the first plan that points telescopes, and when one is played.
const loadTelescopes = () => import('./telescopes.tsx').then(({ Telescopes }) => Telescopes);
const loadPlayback = () => import('./playback.tsx').then(({ PlaybackView }) => PlaybackView);

/** The plan over time: what each demand gets, what telescopes do where they are pointed, and what comes true of it. */
export function Course({ record }: { readonly record: RunRecord }) {
  const chosen = useStudio(({ view }) => view.course);
  const views = VIEWS.filter(({ name }) => name !== 'telescopes' || record.plan?.pointing !== undefined);
  const course = views.some(({ name }) => name === chosen) ? chosen : 'demands';
  return (
    <>
      <fieldset className="segmented course-views">
        <legend className="unseen">Over time</legend>
        {views.map(({ name, label }) => (
          <label key={name}>
            <input
              type="radio"
              name="course"
              checked={course === name}
              onChange={() => change('view', { course: name })}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {course === 'demands' && <Timeline record={record} />}
      {course === 'telescopes' && (
        <Later load={loadTelescopes}>{(Telescopes) => <Telescopes record={record} />}</Later>
      )}
      {course === 'playback' && (
        <Later load={loadPlayback}>{(PlaybackView) => <PlaybackView record={record} />}</Later>
      )}
    </>
  );
}

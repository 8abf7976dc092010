import type { RunRecord } from '../../src/domain/run-record.ts';
import { change, type StudioCourse, useStudio } from '../state/store.ts';
import { Later } from './later.tsx';
import { Timeline } from './timeline.tsx';

const VIEWS: readonly { readonly name: StudioCourse; readonly label: string }[] = [
  { name: 'demands', label: 'Demands' },
  { name: 'telescopes', label: 'Telescopes' },
];

// Comes with the first plan that points telescopes.
const loadTelescopes = () => import('./telescopes.tsx').then(({ Telescopes }) => Telescopes);

/** The plan over time: what each demand gets, and where telescopes are pointed, what they do. */
export function Course({ record }: { readonly record: RunRecord }) {
  const course = useStudio(({ view }) => view.course);
  if (record.plan?.pointing === undefined) return <Timeline record={record} />;
  return (
    <>
      <fieldset className="segmented course-views">
        <legend className="unseen">Over time</legend>
        {VIEWS.map(({ name, label }) => (
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
      {course === 'demands' ? (
        <Timeline record={record} />
      ) : (
        <Later load={loadTelescopes}>{(Telescopes) => <Telescopes record={record} />}</Later>
      )}
    </>
  );
}

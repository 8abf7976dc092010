import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockDirectory } from '../../lock.ts';
import { readText } from '../../run-directory.ts';
import { writeResults } from '../../study/results.ts';
import { runStudyIn } from '../../study/run-study.ts';
import { openThreadQueue } from '../../study/thread-queue.ts';
import type { ChildSetting } from '../processes/protocol.ts';
import { runDirectoryOf, type StudyState } from '../run-card.ts';
import { readStudyTexts } from '../texts.ts';
import { type JobListener, SCENARIO_FILE, STUDY_FILE, type StudyJob } from './job.ts';

/**
 * Runs the jobs of a study that have no result yet, one at a time, and writes its tables and figures.
 * @throws InputError as the command line does
 */
export async function studyJob(
  { id }: StudyJob,
  { root }: ChildSetting,
  { signal, onProgress }: JobListener<StudyState>,
): Promise<StudyState> {
  const directory = runDirectoryOf(root, 'study', id);
  const scenario = join(directory, SCENARIO_FILE);
  const loaded = await readStudyTexts({
    study: await readText(join(directory, STUDY_FILE)),
    scenario: existsSync(scenario) ? await readText(scenario) : null,
  });
  let state: StudyState = { jobs: 0, done: 0, failed: 0 };
  const unlock = await lockDirectory(directory);
  try {
    const outcome = await runStudyIn(
      loaded,
      {
        directory,
        openQueue: (onLoad) => openThreadQueue(loaded.definition, { workers: 1, onLoad }),
        retryFailed: false,
        signal,
      },
      {
        onProgress({ total, done, failed }) {
          state = { jobs: total, done, failed };
          onProgress(state);
        },
        onFailed() {},
        onFailure() {},
      },
    );
    await writeResults(directory, loaded.study, outcome, () => {});
    return state;
  } finally {
    await unlock();
  }
}

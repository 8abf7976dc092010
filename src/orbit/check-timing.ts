import type { LinkClass } from '../domain/network.ts';
import { type Finding, formatPath } from '../scenario/issue.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { possibleClasses } from './possible-classes.ts';
import { statedTiming, timingOf } from './timing.ts';

type Lack = Pick<Finding, 'message' | 'hint'>;

/** What is stated about the timing of a class of links is enough to compute with. */
export function checkTiming(scenario: Scenario): Finding[] {
  const { linkClasses, fibres } = scenario;
  const classes: LinkClass[] = [...possibleClasses(scenario), ...(fibres.length > 0 ? ['G2G' as const] : [])];
  /** Classes that lack the same at the same place. */
  const found = new Map<string, { readonly finding: Finding; readonly classes: LinkClass[] }>();
  for (const linkClass of classes) {
    const path =
      linkClasses[linkClass].timing === undefined ? ['timing'] : ['linkClasses', linkClass, 'timing'];
    for (const { message, hint } of lacksOf(scenario, linkClass)) {
      const key = `${formatPath(path)} ${message}`;
      const known = found.get(key);
      if (known) known.classes.push(linkClass);
      else found.set(key, { finding: { path, message, hint }, classes: [linkClass] });
    }
  }
  return [...found.values()].map(({ finding: { message, ...finding }, classes: of }) => ({
    ...finding,
    message: `${message} (${of.join(', ')}).`,
  }));
}

function lacksOf(scenario: Scenario, linkClass: LinkClass): Lack[] {
  const stated = statedTiming(scenario, linkClass);
  if (stated === null) return [];
  const { x0Seconds, y0 = 0, sigmaYPerRootSecond = 0, syncIntervalSeconds, offsetNs } = stated;
  const { jitterSeconds, isWindowFree } = timingOf(scenario, linkClass)!;
  return [
    ...(x0Seconds === undefined
      ? [
          {
            message: 'the error of the clocks is not given',
            hint: 'Write x0Seconds, or a preset such as timing: gnss.',
          },
        ]
      : []),
    ...(syncIntervalSeconds === undefined && (y0 > 0 || sigmaYPerRootSecond > 0)
      ? [
          {
            message: 'the clocks drift, and it is not given for how long',
            hint: 'Write syncIntervalSeconds, or leave y0 and sigmaYPerRootSecond out.',
          },
        ]
      : []),
    ...(offsetNs === undefined && linkClass.startsWith('S')
      ? [
          {
            message: 'satellites move, and the offset that Doppler compensation leaves is not given',
            hint: 'Write offsetNs, here or in the timing of the link class; 0 if compensation is perfect.',
          },
        ]
      : []),
    ...(isWindowFree && x0Seconds !== undefined && jitterSeconds === 0
      ? [
          {
            message: 'clocks and detectors are perfect, so the best window is infinitely short',
            hint: 'Write window: stated, or a detectorJitterPs above 0.',
          },
        ]
      : []),
  ];
}

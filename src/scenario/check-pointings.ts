import { withIds } from './identifiers.ts';
import type { Finding } from './issue.ts';
import { didYouMean } from './nearest.ts';
import { limitsTerminals } from './nodes.ts';
import type { Scenario } from './schema/scenario.ts';

/** Pointings decided by hand are ones that a plan makes, in slots of the horizon, and do not contradict each other. */
export function checkPointings(scenario: Scenario): Finding[] {
  const { pointings = [], horizon } = scenario;
  if (pointings.length === 0) return [];
  const known = linksAlone(scenario);
  return [
    ...whoPoints(scenario),
    ...pointings.flatMap(({ link, from, to, use }, i): Finding[] => {
      const path = ['pointings', i];
      const against = pointings.findIndex(
        (other, j) => j < i && other.link === link && other.use !== use && other.from < to && from < other.to,
      );
      return [
        ...(from < to
          ? []
          : [
              {
                path: [...path, 'to'],
                message: `the pointing ends at ${to}, and begins at ${from}.`,
                hint: `A pointing of the one slot ${from} is from: ${from}, to: ${from + 1}.`,
              },
            ]),
        ...(to <= horizon.slots
          ? []
          : [
              {
                path: [...path, 'to'],
                message: `the pointing ends at ${to}, after the horizon of ${horizon.slots} slots.`,
                hint: `Write at most to: ${horizon.slots}.`,
              },
            ]),
        ...(against < 0
          ? []
          : [
              {
                path: [...path, 'use'],
                message: `the link '${link}' is pinned and forbidden in the same slots, here and in pointings[${against}].`,
                hint: 'Remove one of the two, or change its slots.',
              },
            ]),
        ...(known === null || known.has(link)
          ? []
          : [
              {
                path: [...path, 'link'],
                message: `there is no link '${link}'.`,
                hint: didYouMean(link, known, 'Links are listed under links.'),
              },
            ]),
      ];
    }),
  ];
}

function whoPoints(scenario: Scenario): Finding[] {
  const path = ['pointings'];
  if (scenario.pointing === 'strongest-first') {
    const message = 'nothing can be pinned or forbidden where the strongest links keep the telescopes.';
    return [{ path, message, hint: 'Write pointing: planned, or remove the pointings.', atKey: true }];
  }
  if (limitsTerminals(scenario)) return [];
  const message = 'no node limits its telescopes, so no plan points them.';
  return [{ path, message, hint: 'State maximumTerminals at a node, or remove the pointings.', atKey: true }];
}

/** Ids of all links; null where what is in view decides which there are. */
function linksAlone(scenario: Scenario): ReadonlySet<string> | null {
  const { stations, platforms, satellites } = scenario;
  if (stations.length + platforms.length + satellites.length > 0) return null;
  const { links, fibres } = withIds(scenario);
  return new Set([...links, ...fibres].map(({ id }) => id!));
}

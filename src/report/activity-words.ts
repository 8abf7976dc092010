import type { Activity, SearchWork } from '../domain/activity.ts';

const WORDS: Readonly<Record<SearchWork, string>> = {
  start: 'rating the first plan',
  'LP relaxation': 'solving the compact LP relaxation',
  'roots of windows': 'finding cuts in windows',
  windows: 'bounding windows at prices of the stock',
  'routes of windows': 'joining the routes of windows',
  dive: 'diving from the LP relaxation',
  'rolling horizon': 'planning ahead, window by window',
  'slot by slot': 'improving slot by slot',
  neighbourhoods: 'improving neighbourhoods',
  crossover: 'crossing two plans',
  'compact program': 'solving the compact program',
  'bounds of slots': 'bounding slots',
  'bounds of windows': 'bounding windows',
  blocks: 'pricing, bounding and planning blocks',
};

/** `bounding windows, 12 of 40`. */
export const activityWords = ({ work, progress }: Activity): string =>
  progress ? `${WORDS[work]}, ${progress.done} of ${progress.total}` : WORDS[work];

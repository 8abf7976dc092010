/** What a search is working at, told while it does; of two sides that work at once, what was begun last. */
export type SearchWork =
  | 'start'
  | 'LP relaxation'
  | 'roots of windows'
  | 'windows'
  | 'routes of windows'
  | 'dive'
  | 'rolling horizon'
  | 'slot by slot'
  | 'neighbourhoods'
  | 'crossover'
  | 'compact program'
  | 'bounds of slots'
  | 'bounds of windows'
  | 'blocks';

export interface Activity {
  readonly work: SearchWork;
  /** How much of it is done, in slots, windows or blocks; absent where that is not known beforehand. */
  readonly progress?: { readonly done: number; readonly total: number };
}

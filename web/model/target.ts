/** Something on the map that one can ask about. */
export interface Target {
  readonly kind: 'node' | 'link';
  readonly id: string;
}

export interface Highlight {
  readonly hovered: Target | null;
  readonly selected: Target | null;
}

export const isSameTarget = (a: Target | null, b: Target | null): boolean =>
  a !== null && b !== null && a.kind === b.kind && a.id === b.id;

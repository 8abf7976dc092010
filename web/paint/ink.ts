import type { LinkClass } from '../../src/domain/network.ts';
import { CLASS_COLOURS, PALETTE } from '../../src/report/palette.ts';

export type Theme = 'light' | 'dark';

/** Colours of the map. */
export interface Ink {
  readonly sea: string;
  readonly land: string;
  readonly coast: string;
  readonly graticule: string;
  readonly night: string;
  readonly limb: string;
  readonly orbit: string;
  readonly label: string;
  readonly faint: string;
  readonly halo: string;
  readonly path: string;
  readonly marked: string;
  readonly satellite: string;
  readonly aerial: string;
  readonly ground: string;
  readonly classes: Readonly<Record<LinkClass, string>>;
}

const classesFor = (theme: Theme) =>
  Object.fromEntries(
    Object.entries(CLASS_COLOURS).map(([name, colours]) => [name, colours[theme]]),
  ) as Record<LinkClass, string>;

export const INKS: Readonly<Record<Theme, Ink>> = {
  light: {
    sea: '#EDF2F6',
    land: '#CFD7DE',
    coast: '#9FABB6',
    graticule: 'rgba(70, 90, 110, 0.12)',
    night: 'rgba(28, 38, 60, 0.13)',
    limb: '#B4BEC8',
    orbit: 'rgba(60, 75, 95, 0.20)',
    label: '#1C1E21',
    faint: '#565D66',
    halo: 'rgba(255, 255, 255, 0.85)',
    path: PALETTE.vermilion,
    marked: '#1C1E21',
    satellite: '#3C4650',
    aerial: '#00694C',
    ground: '#1C1E21',
    classes: classesFor('light'),
  },
  dark: {
    sea: '#202A35',
    land: '#3D4A57',
    coast: '#5C6B79',
    graticule: 'rgba(190, 205, 220, 0.09)',
    night: 'rgba(2, 4, 9, 0.3)',
    limb: '#45515D',
    orbit: 'rgba(190, 205, 220, 0.20)',
    label: '#E6E8EB',
    faint: '#A0A7B1',
    halo: 'rgba(16, 19, 23, 0.85)',
    path: '#FF7A33',
    marked: '#FFFFFF',
    satellite: '#C9D1D9',
    aerial: '#4CC79C',
    ground: '#F2F4F6',
    classes: classesFor('dark'),
  },
};

import type { LinkClass } from '../domain/network.ts';

/**
 * The colours of Okabe and Ito that are readable on white and on black. Lines and letters are `currentColor`, so a
 * chart uses the text colour of its page; on its own it is black without background.
 */
export const PALETTE = {
  blue: '#0072B2',
  orange: '#E69F00',
  vermilion: '#D55E00',
  green: '#009E73',
  purple: '#CC79A7',
  sky: '#56B4E9',
  ink: 'currentColor',
} as const;
export const FONT = { family: 'system-ui, -apple-system, Roboto, sans-serif', size: 12 } as const;

/** One colour per link class, on light and on dark background. */
export const CLASS_COLOURS: Readonly<Record<LinkClass, { readonly light: string; readonly dark: string }>> = {
  S2S: { light: '#B0538C', dark: '#CC79A7' },
  S2A: { light: '#2C9FD6', dark: '#7CC8F2' },
  A2A: { light: '#007A5A', dark: '#2BB894' },
  S2G: { light: '#0A4F96', dark: '#3F86E0' },
  A2G: { light: '#B87A00', dark: '#E69F00' },
  G2G: { light: '#6B7178', dark: '#9AA1AA' },
};

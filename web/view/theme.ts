import { useSyncExternalStore } from 'react';
import type { Theme } from '../paint/ink.ts';

const KEY = 'satqn-theme';
const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return darkSystem.matches ? 'dark' : 'light';
}

/** Chosen once, a theme stays; until then it is that of the system. */
export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage, the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function restoreTheme(): void {
  try {
    const theme = localStorage.getItem(KEY);
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // The system's theme will do.
  }
}

export const useTheme = (): Theme =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    darkSystem.addEventListener('change', listener);
    return () => {
      listeners.delete(listener);
      darkSystem.removeEventListener('change', listener);
    };
  }, currentTheme);

export const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

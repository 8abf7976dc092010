/** Line icons on a grid of 16. */
const PATHS = {
  play: 'M5 3.2v9.6l7.6-4.8z',
  pause: 'M5 3.5v9M11 3.5v9',
  back: 'M10.5 3.5 6 8l4.5 4.5M4 3.5v9',
  forward: 'M5.5 3.5 10 8l-4.5 4.5M12 3.5v9',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  edit: 'M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h6.8a3.7 3.7 0 0 1 0 7.4H6',
  redo: 'M10.5 3l3 3-3 3M13.5 6H6.7a3.7 3.7 0 0 0 0 7.4H10',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  close: 'M4 4l8 8M12 4l-8 8',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  save: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.8 13.2h10.4',
  link: 'M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 1 0-3.7-3.7l-.9.9M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.5 8.8a2.6 2.6 0 1 0 3.7 3.7l.9-.9',
} as const;

type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" data-filled={name === 'play' || undefined}>
    <path d={PATHS[name]} />
  </svg>
);

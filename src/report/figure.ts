/** A figure of a study or comparison. */
export interface FigureDrawing {
  /** Transparent. */
  readonly svg: string;
  readonly title: string;
  /** What the reader sees: means of what, which intervals. */
  readonly caption: string;
}

export interface FigureLook {
  /** In pixels, from about 320 on. Letters have 8 pt where 760 fill the double column of a journal, 372 the single. */
  readonly width?: number;
  /** Colour of letters and axes; without it that of the page around the SVG, black where it stands alone. */
  readonly ink?: string;
}

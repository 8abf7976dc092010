/** A figure of a study or comparison. */
export interface FigureDrawing {
  /** Has no background. */
  readonly svg: string;
  readonly title: string;
  /** What the reader sees: which means, and which intervals. */
  readonly caption: string;
}

export interface FigureLook {
  /**
   * In pixels, from about 320 on. Letters have 8 pt if 760 pixels fill the double column of a journal, or 372 the
   * single one.
   */
  readonly width?: number;
  /** Colour of letters and axes; by default that of the page around the SVG, or black if it stands alone. */
  readonly ink?: string;
}

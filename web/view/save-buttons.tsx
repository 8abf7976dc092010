import type { Drawing } from '../model/row-chart.ts';
import { saveDrawing } from '../state/save-drawing.ts';

/** Takes a chart away as SVG or PNG. */
export const SaveButtons = ({ drawing }: { readonly drawing: () => Drawing }) => (
  <span className="save-buttons">
    {(['svg', 'png'] as const).map((kind) => (
      <button
        key={kind}
        type="button"
        className="text-button"
        onClick={() => void saveDrawing(drawing(), kind)}
      >
        Save {kind.toUpperCase()}
      </button>
    ))}
  </span>
);

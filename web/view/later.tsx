import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** A view whose code comes when it is first shown; `load` is a function of the module, not one made anew each time. */
export function Later<Given extends object>({
  load,
  children,
}: {
  readonly load: () => Promise<ComponentType<Given>>;
  /** Shows the view once it is there. */
  readonly children: (View: ComponentType<Given>) => ReactNode;
}) {
  const [state, setState] = useState<{ readonly View: ComponentType<Given> } | 'loading' | 'failed'>(
    'loading',
  );
  useEffect(() => {
    let isGone = false;
    load().then(
      (View) => isGone || setState({ View }),
      () => isGone || setState('failed'),
    );
    return () => {
      isGone = true;
    };
  }, [load]);
  if (state === 'loading') return null;
  if (state !== 'failed') return children(state.View);
  // A browser does not ask for a module again that it once failed to get.
  return (
    <p className="panel" role="alert">
      This part of the studio could not be loaded. Reload the page once you are back online; what you have
      open is kept.
    </p>
  );
}

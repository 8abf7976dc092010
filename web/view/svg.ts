/**
 * Puts SVG text into an element. Styles written in attributes would break the content security policy;
 * set from here they do not.
 */
export function insertSvg(box: HTMLElement, svg: string | null): void {
  if (svg === null) {
    box.replaceChildren();
    return;
  }
  const parsed = new DOMParser().parseFromString(
    svg.replaceAll(/ style="/g, ' data-style="'),
    'image/svg+xml',
  );
  const root = document.importNode(parsed.documentElement, true) as unknown as SVGSVGElement;
  for (const element of root.querySelectorAll<SVGElement>('[data-style]')) {
    element.style.cssText = element.dataset.style ?? '';
    delete element.dataset.style;
  }
  root.removeAttribute('width');
  root.removeAttribute('height');
  box.replaceChildren(root);
}

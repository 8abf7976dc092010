/** Text that is HTML already. */
export interface Markup {
  readonly html: string;
}

type Insert = string | number | Markup | readonly Markup[];

/** HTML from a template: inserted values are escaped unless they are {@link Markup} themselves. */
export function markup(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return {
    html: strings
      .map((text, index) => text + (index < inserts.length ? written(inserts[index]!) : ''))
      .join(''),
  };
}

/** Trusted text, such as an SVG that we drew ourselves. */
export const trusted = (html: string): Markup => ({ html });

export const NOTHING: Markup = { html: '' };

function written(insert: Insert): string {
  if (typeof insert === 'object')
    return 'html' in insert ? insert.html : insert.map(({ html }) => html).join('');
  return escapeHtml(String(insert));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

export interface Column {
  readonly name: string;
  /** Numbers are aligned to the right; text, which may wrap, to the left. */
  readonly align?: 'right';
}

/** A table that scrolls inside its own box. */
export function table(columns: readonly Column[], rows: readonly (readonly (string | Markup)[])[]): Markup {
  const attribute = (column: Column) => trusted(column.align === 'right' ? ' class="number"' : '');
  const head = columns.map((column) => markup`<th scope="col"${attribute(column)}>${column.name}</th>`);
  const body = rows.map(
    (cells) =>
      markup`<tr>${cells.map((cell, index) =>
        index === 0
          ? markup`<th scope="row"${attribute(columns[0]!)}>${cell}</th>`
          : markup`<td${attribute(columns[index]!)}>${cell}</td>`,
      )}</tr>\n`,
  );
  return markup`<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${body}</tbody></table></div>`;
}

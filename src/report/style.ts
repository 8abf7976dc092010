/** The look of the page: system fonts, one measure, light and dark, for screen, phone and paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c1e21; --faint: #5c626b; --rule: #dfe2e6; --band: #f5f6f8;
  --good: #00694c; --fair: #8a5a00; --bad: #a83200;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a; --ink: #e6e8eb; --faint: #a0a7b1; --rule: #33383f; --band: #1d2025;
    --good: #4cc79c; --fair: #e9b44c; --bad: #ff8a5c;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 52rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 3rem 0 0.5rem; font-size: 1.2rem; line-height: 1.3; }
h3 { margin: 1.75rem 0 0.25rem; font-size: 1rem; }
p { margin: 0.5rem 0; }
ul { margin: 0.5rem 0; padding-left: 1.2rem; }
.faint, figcaption { color: var(--faint); font-size: 0.875rem; }
aside.warnings { margin: 1rem 0; padding: 0.5rem 1rem; border-left: 3px solid var(--fair); background: var(--band, transparent); }
.status { margin: 0.75rem 0 0; }
.status strong { color: var(--fair); }
.status.good strong { color: var(--good); }
.status.bad strong { color: var(--bad); }
.facts {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
  margin: 1.5rem 0 0; border-top: 1px solid var(--rule);
}
.facts div { padding: 0.75rem 1rem 0.75rem 0; border-bottom: 1px solid var(--rule); }
.facts dt { color: var(--faint); font-size: 0.8125rem; }
.facts dd { margin: 0; font-size: 1.35rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
.facts dd small { display: block; color: var(--faint); font-size: 0.8125rem; line-height: 1.4; }
.scroll { overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.35rem 0.5rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--faint); font-weight: 500; white-space: nowrap; }
tbody th { font-weight: 600; }
tbody th:not(.number) { min-width: 7.5rem; }
.number { text-align: right; white-space: nowrap; }
td small, th small { display: block; color: var(--faint); font-weight: 400; }
.way { min-width: 13rem; }
figure { margin: 0.75rem 0 0; }
figcaption { margin: 0.5rem 0; }
figure svg { display: block; width: 100%; height: auto; }
.share-bar { display: block; width: 12rem; height: 0.75rem; }
.narrow { display: none; }
details { margin: 0.5rem 0; border-bottom: 1px solid var(--rule); }
summary { padding: 0.35rem 0; cursor: pointer; color: var(--faint); font-size: 0.875rem; }
summary b { color: var(--ink); }
pre { overflow-x: auto; padding: 0.75rem; background: var(--band); font-size: 0.8125rem; }
@media (max-width: 36rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  .facts { grid-template-columns: 1fr 1fr; }
  .facts dd { font-size: 1.15rem; }
  .wide { display: none; }
  .narrow { display: block; }
  th, td { padding-inline: 0.4rem 0.25rem; }
  thead .number { white-space: normal; }
  tbody th:not(.number) { min-width: 4.5rem; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --ink: #000000; --faint: #444444; --rule: #bbbbbb; --band: #ffffff;
    --good: #00694c; --fair: #8a5a00; --bad: #a83200;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .scroll { overflow: visible; }
  figure, tr, .facts div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .figure-data { display: none; }
}
`;

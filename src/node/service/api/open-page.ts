/** The page that asks for a token and a run, and opens the run in the studio. The address holds the run at most. */

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Open a run – satqn</title>
<link rel="stylesheet" href="./open.css">
<script src="./open.js" defer></script>
</head>
<body>
<main>
<h1>Open a run in the studio</h1>
<form id="open">
<label>Id of the plan <input name="run" required autocomplete="off" spellcheck="false"></label>
<label>Token, if the service has any <input name="token" type="password" autocomplete="current-password"></label>
<button>Open</button>
<p id="problem" role="alert"></p>
</form>
</main>
</body>
</html>
`;

const CSS = `body { font: 1rem/1.5 system-ui, sans-serif; color: #16202c; background: #f6f8fa; }
main { max-width: 28rem; margin: 4rem auto; padding: 0 1rem; }
h1 { font-size: 1.25rem; }
label { display: block; margin-block: 1rem; }
input { display: block; box-sizing: border-box; width: 100%; padding: 0.5rem; font: inherit; }
button { padding: 0.5rem 1rem; font: inherit; }
#problem { color: #a01818; }
@media (prefers-color-scheme: dark) {
  body { color: #e6edf3; background: #0f1620; }
  #problem { color: #ff9a8f; }
}
`;

const SCRIPT = `const form = document.getElementById('open');
const problem = document.getElementById('problem');
form.elements.run.value = new URLSearchParams(location.hash.slice(1)).get('run') ?? '';
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problem.textContent = '';
  const run = encodeURIComponent(form.elements.run.value.trim());
  const token = form.elements.token.value.trim();
  try {
    const answer = await fetch('../v1/plans/' + run + '/studio', {
      method: 'POST',
      headers: token === '' ? {} : { authorization: 'Bearer ' + token },
    });
    if (answer.ok) return location.assign('./#served');
    const { issues } = await answer.json();
    problem.textContent = issues.map(({ what, how }) => what + ' ' + how).join(' ');
  } catch {
    problem.textContent = 'The service does not answer. Try again later.';
  }
});
`;

/** By address, beside the files of the studio. */
export const OPEN_PAGE: Readonly<Record<string, string>> = {
  '/open.html': HTML,
  '/open.css': CSS,
  '/open.js': SCRIPT,
};

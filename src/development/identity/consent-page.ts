import { randomInt } from 'node:crypto';
import { AUTHORIZATION_ERRORS } from './authorization-errors.js';
import { keyOfSomebodyNew, PEOPLE, type Person } from './people.js';

/**
 * The page on which one chooses whom to sign in as.
 * Each choice is a link that repeats the request and names the person.
 * @param address of the page without its query; links are whole, for programs that follow them
 */
export function renderConsentPage(provider: string, address: string, query: URLSearchParams): string {
  const link = (person: string): string =>
    escapeHtml(`${address}?${new URLSearchParams([...query, ['person', person]])}`);
  const choices = PEOPLE.map(
    (person) =>
      `<li><a href="${link(person.key)}"><b>${escapeHtml(person.name)}</b><br>${escapeHtml(describe(person))}</a></li>`,
  );
  const errors = Object.entries(AUTHORIZATION_ERRORS).map(
    ([key, { label }]) => `<li><a href="${link(key)}">${escapeHtml(label)}</a></li>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${provider} (sandbox)</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem; }
  ul { list-style: none; padding: 0; }
  a { display: block; padding: .7rem 1rem; margin: .5rem 0; border: 1px solid #888; border-radius: .5rem; color: inherit; text-decoration: none; }
  a:hover, a:focus { background: #eef; }
</style>
</head>
<body>
<main>
<h1>${provider} stand-in</h1>
<p>This is not ${provider}: nothing leaves this machine. Who signs in?</p>
<ul>
${choices.join('\n')}
<li><a href="${link(keyOfSomebodyNew(randomInt(1e9)))}"><b>Nafula Wekesa</b><br>new here, with an account of her own each time</a></li>
<li><a href="${link('cancel')}">Cancel</a></li>
${errors.join('\n')}
</ul>
</main>
</body>
</html>
`;
}

function describe({ email, verified, isEmailWithheld }: Person): string {
  if (email === null) return 'no e-mail';
  if (isEmailWithheld) return 'the application may not read the e-mail';
  return `${email}, ${verified ? 'verified' : 'not verified'}`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

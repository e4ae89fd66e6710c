import type { JSX } from 'preact';
import type { Provider } from '../../auth/session/session.js';
import { Layout } from '../kit/layout.js';
import type { Visit } from '../kit/visit.js';
import { PROVIDER_NAMES } from './provider-names.js';

/** The start page of somebody who is not signed in. */
export function SignInPage({ visit, offered }: { visit: Visit; offered: readonly Provider[] }): JSX.Element {
  const { words } = visit;
  return (
    <Layout visit={visit} title={words.signIn}>
      <h1>{words.tagline}</h1>
      <p>{words.signInWhy}</p>
      <ul class="doors">
        {offered.map((provider) => (
          <li key={provider}>
            <a class="door" href={`/auth/${provider}`}>
              {words.signInWith(PROVIDER_NAMES[provider])}
            </a>
          </li>
        ))}
      </ul>
      {offered.includes('google') && (
        <p class="quiet">
          <a href="/google/login">{words.staff}</a>
        </p>
      )}
    </Layout>
  );
}

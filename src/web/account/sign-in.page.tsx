import type { JSX } from 'preact';
import type { Provider } from '../../auth/session/session.js';
import { Layout } from '../kit/layout.js';
import { useWords } from '../kit/page-context.js';
import { PROVIDER_NAMES, signInWords } from './sign-in.words.js';

/** The start page of a caller who is not signed in. */
export function SignInPage({ offered }: { offered: readonly Provider[] }): JSX.Element {
  const words = useWords(signInWords);
  return (
    <Layout title={words.title}>
      <h1>{words.tagline}</h1>
      <p>{words.why}</p>
      <ul class="actions">
        {offered.map((provider) => (
          <li key={provider}>
            <a class="action" href={`/auth/${provider}`}>
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

import type { ComponentChildren, JSX } from 'preact';
import { assetPath } from './assets.js';
import type { Visit } from './visit.js';

interface LayoutProps {
  readonly visit: Visit;
  readonly title: string;
  /** The address in the bar that this page is. */
  readonly at?: '/' | '/profile';
  readonly children: ComponentChildren;
}

/** The frame of every page: the bar at the top, for who is signed in, and the content. */
export function Layout({ visit, title, at, children }: LayoutProps): JSX.Element {
  const { words, language, userId } = visit;
  const current = (path: string) => (path === at ? 'page' : undefined);
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Agiza`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={assetPath('pico.css')} />
        <link rel="stylesheet" href={assetPath('agiza.css')} />
        <script src={assetPath('htmx.js')} defer />
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        <header class="bar">
          <nav class="page" aria-label={words.pages}>
            <a class="brand" href="/">
              Agiza
            </a>
            {userId !== null && (
              <>
                <a href="/" aria-current={current('/')}>
                  {words.orders}
                </a>
                <a href="/profile" aria-current={current('/profile')}>
                  {words.profile}
                </a>
                <form method="post" action="/logout">
                  <button type="submit">{words.signOut}</button>
                </form>
              </>
            )}
          </nav>
        </header>
        <main class="page" id="content">
          {children}
        </main>
      </body>
    </html>
  );
}

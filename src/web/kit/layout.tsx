import type { ComponentChildren, JSX } from 'preact';
import { assetPath } from './assets.js';
import { layoutWords } from './layout.words.js';
import { usePageContext, useWords } from './page-context.js';

interface LayoutProps {
  readonly title: string;
  /** The link in the bar that leads to this page; absent when none does. */
  readonly at?: '/' | '/profile';
  readonly children: ComponentChildren;
}

/** The frame of every page: the bar and the content. With a session, the bar has links. */
export function Layout({ title, at, children }: LayoutProps): JSX.Element {
  const { language, userId } = usePageContext();
  const words = useWords(layoutWords);
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

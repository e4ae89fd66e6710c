import type { ComponentChildren, JSX } from 'preact';
import { Frame } from './frame.js';
import { layoutWords } from './layout.words.js';
import { usePageContext, useWords } from './page-context.js';

interface LayoutProps {
  readonly title: string;
  /** The link in the bar that leads to this page; absent when none does. */
  readonly at?: '/' | '/profile';
  readonly children: ComponentChildren;
}

/** The bar and the content of a customer's pages. With a session, the bar has links. */
export function Layout({ title, at, children }: LayoutProps): JSX.Element {
  const { userId, role, shop } = usePageContext();
  const words = useWords(layoutWords);
  const current = (path: string) => (path === at ? 'page' : undefined);
  return (
    <Frame title={title}>
      <header class="bar">
        <nav class="page" aria-label={words.pages}>
          <a class="brand" href="/">
            {shop.name}
          </a>
          {userId !== null && (
            <>
              <a href="/" aria-current={current('/')}>
                {words.orders}
              </a>
              <a href="/profile" aria-current={current('/profile')}>
                {words.profile}
              </a>
              {role !== null && <a href="/desk">{words.desk}</a>}
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
    </Frame>
  );
}

import type { ComponentChildren, JSX } from 'preact';
import { useFormats } from './formats.js';
import { Frame } from './frame.js';
import { LanguageSwitch } from './language-switch.js';
import { layoutWords } from './layout.words.js';
import { usePageContext, useWords } from './page-context.js';

interface LayoutProps {
  readonly title: string;
  /** The link in the bar that leads to this page; absent when none does. */
  readonly at?: '/' | '/profile';
  readonly children: ComponentChildren;
}

/**
 * The bar, the content and the foot of a customer's pages. With a session, the bar has links.
 * The foot says whose pages they are and whom to call.
 */
export function Layout({ title, at, children }: LayoutProps): JSX.Element {
  const { userId, role, shop } = usePageContext();
  const { phone } = useFormats();
  const words = useWords(layoutWords);
  const current = (path: string) => (path === at ? 'page' : undefined);
  return (
    <Frame title={title} scripts={['sending.js']}>
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
            </>
          )}
          <span class="last">
            <LanguageSwitch />
            {userId !== null && (
              <form method="post" action="/logout">
                <button type="submit">{words.signOut}</button>
              </form>
            )}
          </span>
        </nav>
      </header>
      <main class="page" id="content">
        {children}
      </main>
      <footer class="foot">
        <div class="page">
          <strong>{shop.name}</strong>
          {shop.phone !== null && (
            <span>
              {words.call} <a href={`tel:${shop.phone}`}>{phone(shop.phone)}</a>
            </span>
          )}
        </div>
      </footer>
    </Frame>
  );
}

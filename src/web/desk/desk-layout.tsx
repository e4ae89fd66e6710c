import type { ComponentChildren, JSX } from 'preact';
import { Frame } from '../kit/frame.js';
import { LanguageSwitch } from '../kit/language-switch.js';
import { useMay, usePageContext, useWords } from '../kit/page-context.js';
import { Toasts } from '../kit/toast.js';
import { deskLayoutWords } from './desk-layout.words.js';
import { type DeskPlace, MENU } from './desk-menu.js';
import { FindBox } from './find/find-box.js';
import { EndingKeyBanner } from './keys/ending-key-banner.js';
import { LiveSource } from './live/live-source.js';
import { CarrierBanner } from './messages/carrier-banner.js';
import { Trouble } from './trouble/trouble.js';

/** The scripts of every page of the desk. Each page works without. */
const SCRIPTS = ['desk.js', 'keys.js', 'trouble.js'];

interface DeskLayoutProps {
  readonly title: string;
  /** The place of the menu that this page belongs to. */
  readonly at?: DeskPlace;
  /** Whether the find box has the focus when the page opens. */
  readonly focusesFind?: boolean;
  /** What the page shows, if it is told of changes. See {@link LiveSource}. */
  readonly mark?: string | undefined;
  /** What stands in the head besides. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/**
 * The frame of every page for staff: a menu of what the reader may open, the find box, and the
 * content. What happens in place is said in the live region at the end.
 */
export function DeskLayout({ title, at, focusesFind = false, mark, head, children }: DeskLayoutProps): JSX.Element {
  const { shop } = usePageContext();
  const may = useMay();
  const words = useWords(deskLayoutWords);
  const isLive = mark !== undefined;
  return (
    <Frame
      title={title}
      styles={['desk.css']}
      scripts={[...SCRIPTS, ...(isLive ? ['live.js'] : [])]}
      isLive={isLive}
      head={head}
    >
      <header class="bar desk-bar">
        <div class="wide">
          <a class="brand" href="/desk">
            {shop.name}
          </a>
          <FindBox hasFocus={focusesFind} />
          {may('orders:write') && (
            <a class="action primary" href="/desk/orders/new" data-hotkey="n">
              {words.newOrder}
            </a>
          )}
        </div>
        <nav class="wide menu" aria-label={words.menu}>
          {MENU.filter(({ permission }) => may(permission)).map((place) => (
            <a
              key={place.at}
              href={place.at}
              aria-current={place.at === at ? 'page' : undefined}
              data-hotkey={'keys' in place ? place.keys : undefined}
            >
              {words[place.word]}
            </a>
          ))}
          <span class="last">
            <LanguageSwitch />
            <form method="post" action="/logout">
              <button type="submit">{words.signOut}</button>
            </form>
          </span>
        </nav>
      </header>
      <CarrierBanner />
      <EndingKeyBanner />
      <main class="wide" id="content">
        {children}
      </main>
      <footer class="wide desk-foot">
        <a href="/desk/keyboard" data-hotkey="Shift+?" hx-get="/desk/keyboard" hx-target="#keyboard">
          {words.keyboard}
        </a>
      </footer>
      <dialog id="keyboard" aria-label={words.keyboard} />
      <Toasts />
      <Trouble />
      {mark !== undefined && <LiveSource mark={mark} />}
    </Frame>
  );
}

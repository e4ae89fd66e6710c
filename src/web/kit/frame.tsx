import type { ComponentChildren, JSX } from 'preact';
import { assetPath } from './assets.js';
import { layoutWords } from './layout.words.js';
import { usePageContext, useWords } from './page-context.js';

interface FrameProps {
  readonly title: string;
  /** Stylesheets and scripts beyond those of every page. */
  readonly styles?: readonly string[];
  readonly scripts?: readonly string[];
  /** Whether parts of the page are told of changes by server-sent events. */
  readonly isLive?: boolean;
  /** What stands in the head besides. */
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The HTML around a page's bar and content. */
export function Frame({ title, styles = [], scripts = [], isLive = false, head, children }: FrameProps): JSX.Element {
  const { language, shop } = usePageContext();
  const words = useWords(layoutWords);
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · ${shop.name}`}</title>
        <link rel="icon" type="image/svg+xml" href={assetPath('icon.svg')} />
        <link rel="manifest" href="/manifest.webmanifest" />
        {['pico.css', 'agiza.css', ...styles].map((name) => (
          <link key={name} rel="stylesheet" href={assetPath(name)} />
        ))}
        {/* They run in this order, and htmx begins at once: what listens to it comes before. */}
        {scripts.map((name) => (
          <script key={name} type="module" src={assetPath(name)} />
        ))}
        <script src={assetPath(isLive ? 'htmx-sse.js' : 'htmx.js')} defer />
        {head}
      </head>
      <body>
        <a class="skip" href="#content">
          {words.skip}
        </a>
        {children}
      </body>
    </html>
  );
}

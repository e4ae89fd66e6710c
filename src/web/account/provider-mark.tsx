import type { JSX } from 'preact';
import type { Provider } from '../../auth/session/session.js';

/** A part of a mark: its outline, and its colour. */
interface Part {
  readonly fill: string;
  readonly d: string;
}

/** The marks in the providers' own colours, and the side of the square that each is drawn in. */
const MARKS: Readonly<Record<Provider, { readonly side: number; readonly parts: readonly Part[] }>> = {
  google: {
    side: 48,
    parts: [
      {
        fill: '#ea4335',
        d: 'M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 2.56 13.22l7.98 6.19C12.43 13.72 17.74 9.5 24 9.5z',
      },
      {
        fill: '#4285f4',
        d: 'M46.98 24.55c0-1.57-.15-3.09-.38-4.55H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18l7.73 6c4.51-4.18 7.09-10.36 7.09-17.65z',
      },
      {
        fill: '#fbbc05',
        d: 'M10.53 28.59c-.48-1.45-.76-2.99-.76-4.59s.27-3.14.76-4.59l-7.98-6.19C.92 16.46 0 20.12 0 24c0 3.88.92 7.54 2.56 10.78l7.97-6.19z',
      },
      {
        fill: '#34a853',
        d: 'M24 48c6.48 0 11.93-2.13 15.89-5.81l-7.73-6c-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-4.22-13.47-9.91l-7.98 6.19C6.51 42.62 14.62 48 24 48z',
      },
    ],
  },
  github: {
    side: 16,
    parts: [
      {
        fill: '#1f2328',
        d: 'M8 0c4.42 0 8 3.58 8 8a8.01 8.01 0 0 1-5.45 7.59c-.4.08-.55-.17-.55-.38 0-.27.01-1.13.01-2.2 0-.75-.25-1.23-.54-1.48 1.78-.2 3.65-.88 3.65-3.95 0-.88-.31-1.59-.82-2.15.08-.2.36-1.02-.08-2.12 0 0-.67-.22-2.2.82-.64-.18-1.32-.27-2-.27s-1.36.09-2 .27c-1.53-1.03-2.2-.82-2.2-.82-.44 1.1-.16 1.92-.08 2.12-.51.56-.82 1.28-.82 2.15 0 3.06 1.86 3.75 3.64 3.95-.23.2-.44.55-.51 1.07-.46.21-1.61.55-2.33-.66-.15-.24-.6-.83-1.23-.82-.67.01-.27.38.01.53.34.19.73.9.82 1.13.16.45.68 1.31 2.69.94 0 .67.01 1.3.01 1.49 0 .21-.15.45-.55.38A7.99 7.99 0 0 1 0 8c0-4.42 3.58-8 8-8z',
      },
    ],
  },
  facebook: {
    side: 24,
    parts: [
      {
        fill: '#0866ff',
        d: 'M24 12.07C24 5.45 18.63.07 12 .07S0 5.45 0 12.07c0 5.99 4.39 10.95 10.13 11.86v-8.39H7.08v-3.47h3.05V9.43c0-3.01 1.79-4.67 4.53-4.67 1.31 0 2.69.24 2.69.24v2.95h-1.52c-1.49 0-1.95.92-1.95 1.87v2.25h3.32l-.53 3.47h-2.79v8.39C19.61 23.03 24 18.06 24 12.07z',
      },
    ],
  },
};

interface ProviderMarkProps {
  readonly provider: Provider;
}

/** The mark of a provider, beside words that name it. */
export function ProviderMark({ provider }: ProviderMarkProps): JSX.Element {
  const { side, parts } = MARKS[provider];
  return (
    <span class="mark">
      <svg viewBox={`0 0 ${side} ${side}`} width="18" height="18" aria-hidden="true">
        {parts.map((part) => (
          <path key={part.fill} {...part} />
        ))}
      </svg>
    </span>
  );
}

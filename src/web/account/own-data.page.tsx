import type { JSX } from 'preact';
import { useFormats } from '../kit/formats.js';
import { Layout } from '../kit/layout.js';
import { useWords } from '../kit/page-context.js';
import { ownDataWords } from './own-data.words.js';

interface OwnDataProps {
  /** When the user asked to be erased; null when they did not. */
  readonly askedAt: Date | null;
}

/** The part of the profile about the user's own data: a copy, and the way to erasure. */
export function OwnData({ askedAt }: OwnDataProps): JSX.Element {
  const words = useWords(ownDataWords);
  const { instant } = useFormats();
  return (
    <section id="own-data">
      <h2>{words.heading}</h2>
      <p class="quiet">{words.copyWhy}</p>
      <p>
        <a class="action" href="/profile/export" download>
          {words.copy}
        </a>
      </p>
      {askedAt === null ? (
        <p>
          <a href="/profile/erasure">{words.erase}</a>
        </p>
      ) : (
        <>
          <p role="status">{words.asked(instant(askedAt))}</p>
          <form method="post" action="/profile/erasure/withdraw">
            <button type="submit" class="action">
              {words.withdraw}
            </button>
          </form>
        </>
      )}
    </section>
  );
}

/** What erasure means, before the user asks for it. */
export function ErasurePage(): JSX.Element {
  const words = useWords(ownDataWords);
  return (
    <Layout title={words.title} at="/profile">
      <h1>{words.title}</h1>
      <p>{words.what}</p>
      <p>{words.stays}</p>
      <p>{words.after}</p>
      <p>{words.lost}</p>
      <form method="post" action="/profile/erasure">
        <button type="submit" class="action">
          {words.confirm}
        </button>
      </form>
      <p>
        <a href="/profile">{words.back}</a>
      </p>
    </Layout>
  );
}

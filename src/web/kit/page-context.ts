import type { FastifyRequest } from 'fastify';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Language, languageOf, type Translated } from './language.js';

/** What every page and piece knows about its request. */
export interface PageContext {
  readonly language: Language;
  /** The user id of a caller who is known by a session; null for everybody else. */
  readonly userId: string | null;
}

const Context = createContext<PageContext | null>(null);

/** Gives the context to everything rendered inside. */
export const PageContextProvider = Context.Provider;

/** The context of a request. The principal is missing where no route was found. */
export function pageContextOf({ headers, principal }: FastifyRequest): PageContext {
  const hasSession = principal?.kind === 'user' || principal?.kind === 'staff';
  return { language: languageOf(headers['accept-language']), userId: hasSession ? principal.id : null };
}

/** The context of the page that is rendered. */
export function usePageContext(): PageContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a page is rendered without its context');
  return context;
}

/** The words in the language of the page that is rendered. */
export function useWords<Words>(translated: Translated<Words>): Words {
  return translated[usePageContext().language];
}

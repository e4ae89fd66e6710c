import type { FastifyRequest } from 'fastify';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { EndingKey } from '../../auth/keys/keys.repository.js';
import { HOME, readReturnPath } from '../../auth/social/sign-in-purpose.js';
import { NO_PERMISSIONS, type Permission } from '../../http/access/permissions.js';
import type { Role } from '../../http/access/roles.js';
import { isSafe } from '../../http/access/same-origin.js';
import type { CarrierHold } from '../../notifications/attention/carrier-hold.js';
import { type Language, languageOf, type Translated } from './language.js';
import type { Shop } from './shop.js';

/** What every page and piece knows about its request. */
export interface PageContext {
  readonly language: Language;
  /** The path of ours that shows the page again; the start page where asking twice is no use. */
  readonly path: string;
  /** The user id of a caller who is known by a session; null for everybody else. */
  readonly userId: string | null;
  /** Null for everybody who is no staff. */
  readonly role: Role | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly shop: Shop;
  /** Why no SMS goes out; null while they do, and on pages that are not for staff. */
  readonly carrierHold: CarrierHold | null;
  /** The key that ends first; null while none ends soon, and for whoever may not manage keys. */
  readonly endingKey: EndingKey | null;
}

const Context = createContext<PageContext | null>(null);

/** Gives the context to everything rendered inside. */
export const PageContextProvider = Context.Provider;

/** Where a provider sends a browser, which counts once. */
const CALLBACK = /^\/(?:auth|google)\//;

/** The context of a request. The principal is missing where no route was found. */
export function pageContextOf(request: FastifyRequest): PageContext {
  const { headers, principal, server, method, url, carrierHold = null, endingKey = null } = request;
  const path = isSafe(method) && !CALLBACK.test(url) ? readReturnPath(url) : HOME;
  const page = { language: languageOf(headers), path, shop: server.shop, carrierHold, endingKey };
  if (principal?.kind !== 'user' && principal?.kind !== 'staff')
    return { ...page, userId: null, role: null, permissions: NO_PERMISSIONS };
  return { ...page, userId: principal.id, role: principal.role, permissions: principal.permissions };
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

/** Whether the reader of the page has a permission. What they lack is not shown. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = usePageContext();
  return (permission) => permissions.has(permission);
}

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Which of a customer's own orders a page shows. It stands in the address. */
export interface OwnList {
  /** From 1. */
  readonly page: number;
  /** What is looked for; empty for every order. */
  readonly search: string;
}

/** Characters of a search, at most. */
export const SEARCH_MOST = 60;

/**
 * Reads the list from the parameters of an address.
 * The page is 1 unless `page` is a whole number above 0 of at most 6 digits.
 */
export function readOwnList(query: unknown): OwnList {
  const { page, q } = query as Readonly<Record<string, unknown>>;
  return {
    page: typeof page === 'string' && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1,
    search: typeof q === 'string' ? q.replaceAll('\0', '').trim().slice(0, SEARCH_MOST) : '',
  };
}

/** The list that the address of a request asks for. */
export const AskedList = createParamDecorator(
  (_: unknown, context: ExecutionContext): OwnList =>
    readOwnList(context.switchToHttp().getRequest<FastifyRequest>().query),
);

/** The parameters of a list in an address, with their question mark. */
export function writeOwnList({ page, search }: OwnList): string {
  const query = new URLSearchParams({ ...(page === 1 ? {} : { page: String(page) }), ...(search && { q: search }) });
  return query.size === 0 ? '' : `?${query}`;
}

/** The page of the list, at one order if `orderId` names one. */
export const pathOf = (list: OwnList, orderId?: string): string =>
  `/${writeOwnList(list)}${orderId === undefined ? '' : `#${anchorOf(orderId)}`}`;

/** The page of the list after a confirmation. It says thanks, as the order may have moved on. */
export const thanksPathOf = (list: OwnList): string => {
  const query = new URLSearchParams(writeOwnList(list));
  query.set('thanks', '1');
  return `/?${query}`;
};

/** The id of an order's card in its page. */
export const anchorOf = (orderId: string): string => `order-${orderId}`;

import { Injectable } from '@nestjs/common';
import type { EventRow } from '../../../actor.js';
import { ActorNames } from '../../../auth/actor-names.js';
import { CustomerCorrectionsService } from '../../../customers/correcting/customer-corrections.service.js';
import type { CustomerRow } from '../../../customers/customer-row.js';
import type { Page, PageRequest } from '../../../database/pages.js';
import type { Permission } from '../../../http/access/permissions.js';
import type { CustomerOrder } from '../../../orders/order.js';
import {
  type CustomerOverview,
  CustomerStatementsService,
} from '../../../orders/statements/customer-statements.service.js';
import { isFirstPage } from '../../kit/cursor-page.js';

/** What happened to a customer, and the names of who did it. */
export interface CustomerHistory {
  /** Oldest first. */
  readonly events: readonly EventRow[];
  /** Events before these, which are not shown. */
  readonly left: number;
  /** By id. */
  readonly names: ReadonlyMap<string, string>;
}

/** What the page of a customer shows. */
export interface CustomerView {
  /** Which page of the statement it is. */
  readonly request: PageRequest;
  readonly customer: CustomerRow;
  readonly history: CustomerHistory;
  /** Null for a reader who may not see orders. */
  readonly orders: {
    /** Null on a page further back. */
    readonly overview: CustomerOverview | null;
    readonly statement: Page<CustomerOrder>;
  } | null;
}

/** Orders of a page of a statement: usually, and for printing. */
export const ORDERS_A_PAGE = 25;
export const ORDERS_PRINTED = 100;

/** Events that a page shows, at most: the first one and the newest. */
const EVENTS_MOST = 50;

/** Gathers what the page of a customer shows. */
@Injectable()
export class CustomerViewService {
  constructor(
    private readonly corrections: CustomerCorrectionsService,
    private readonly statements: CustomerStatementsService,
    private readonly names: ActorNames,
  ) {}

  /** @param request the page of the statement @throws CustomerUnknown */
  async read(id: string, request: PageRequest, permissions: ReadonlySet<Permission>): Promise<CustomerView> {
    const { customer } = await this.corrections.byId(id);
    const [history, orders] = await Promise.all([
      this.readHistory(id),
      permissions.has('orders:read') ? this.readOrders(id, request) : null,
    ]);
    return { request, customer, history, orders };
  }

  private async readHistory(id: string): Promise<CustomerHistory> {
    const all = await this.corrections.history(id);
    const events = all.length <= EVENTS_MOST ? all : [...all.slice(0, 1), ...all.slice(1 - EVENTS_MOST)];
    return { events, left: all.length - events.length, names: await this.names.of(events.flatMap(idsIn)) };
  }

  private async readOrders(id: string, request: PageRequest): Promise<CustomerView['orders']> {
    const [overview, statement] = await Promise.all([
      isFirstPage(request) ? this.statements.overview(id) : null,
      this.statements.page(id, request),
    ]);
    return { overview, statement };
  }
}

/** Who did it, and the accounts that were changed. */
const idsIn = ({ actor_id, changes }: EventRow): (string | null)[] => [
  actor_id,
  ...changes.filter(({ field }) => field === 'user_id').flatMap(({ before, after }) => [before, after]),
];

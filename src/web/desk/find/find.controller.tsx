import { Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { PageAnswer } from '../../kit/page.interceptor.js';
import { isForHtmx } from '../../kit/render.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { FindPage } from './find.page.js';
import { FindService, type Hits } from './find.service.js';
import { HitsList } from './hits-list.js';

/** The search of every page of the desk. */
@DeskController('desk/find')
export class FindController {
  constructor(private readonly hits: FindService) {}

  /** The only hit opens by itself, unless somebody is still typing. */
  @Get()
  @AllowStaff('customers:read')
  async find(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<PageAnswer> {
    const hits = await this.hits.find(typeof query.q === 'string' ? query.q : '');
    if (isForHtmx(request)) return <HitsList hits={hits} customerHref={({ id }) => `/desk/customers/${id}`} />;
    const only = findOnly(hits);
    return only === null ? <FindPage hits={hits} /> : { goTo: only };
  }
}

function findOnly({ orders, customers }: Hits): string | null {
  const places = [
    ...orders.map(({ id }) => `/desk/orders/${id}`),
    ...customers.map(({ id }) => `/desk/customers/${id}`),
  ];
  return places.length === 1 ? (places[0] ?? null) : null;
}

import { aPhone } from '../factories.js';
import type { Answer } from '../test-app.js';
import { type CallsByRoute, NOWHERE, type RouteCalls, type Senders } from './senders.js';

/** The calls of a route that places an order. */
const placing = (senders: Senders, path: string): RouteCalls => {
  const withKey = (more = {}): Promise<Answer> =>
    senders.api.post(path, senders.order(more), { 'Idempotency-Key': path });
  return {
    good: senders.post(path, senders.order()),
    bad: {
      400: senders.post(path, { item: 'Mango' }),
      401: senders.withWrongToken('POST', path),
      403: senders.asEndUser('POST', path),
      404: senders.post(path, senders.order({ customer_code: 'AAAAAAAA' })),
      422: async () => {
        await withKey();
        return withKey({ amount: '421' });
      },
    },
  };
};

/** The calls of the routes of orders. */
export function orderCalls(senders: Senders): CallsByRoute {
  const { code, phone } = senders.customer;
  const cancel = (id: string, body = {}) => senders.post(`/api/orders/${id}/cancel`, body);
  const cancelled = async (): Promise<string> => {
    const { order_id } = await senders.placeOrder();
    await cancel(order_id)();
    return order_id;
  };
  const confirmed = async (): Promise<string> => {
    const { order_id } = await senders.placeOrder();
    await senders.api.post('/api/orders/customer-order/confirm', { customer_code: code, order_id });
    return order_id;
  };
  const correct = (id: string, body: object = { item: '2 Mango' }) => senders.patch(`/api/orders/${id}`, body);
  const undo = (id: string, body = {}) => senders.post(`/api/orders/${id}/undo-confirmation`, body);
  const anonymousOrder = senders.postAnonymously('/api/order', senders.order());
  return {
    'POST /api/orders/create': placing(senders, '/api/orders/create'),
    'POST /api/orders': placing(senders, '/api/orders'),
    'POST /api/order': {
      good: anonymousOrder,
      bad: { ...placing(senders, '/api/order').bad, 429: senders.untilLimited(anonymousOrder) },
    },
    'GET /api/orders': senders.listing('GET', '/api/orders'),
    'GET /api/orders/{id}': {
      good: async () => senders.get(`/api/orders/${await cancelled()}`)(),
      bad: {
        400: senders.get(`/api/orders/${NOWHERE}?expand=customer`),
        401: senders.withWrongToken('GET', `/api/orders/${NOWHERE}`),
        403: senders.asEndUser('GET', `/api/orders/${NOWHERE}`),
        404: senders.get('/api/orders/mango'),
      },
    },
    'PATCH /api/orders/{id}': {
      good: async () => correct((await senders.placeOrder()).order_id)(),
      bad: {
        400: correct(NOWHERE, {}),
        401: senders.withWrongToken('PATCH', `/api/orders/${NOWHERE}`),
        403: senders.asEndUser('PATCH', `/api/orders/${NOWHERE}`),
        404: correct(NOWHERE),
        409: async () => correct(await cancelled())(),
        429: async () => {
          await senders.at.pool.query(`update quotas set used = 1000000 where source like 'resends:%'`);
          const answer = await correct((await senders.placeOrder()).order_id, { notify: true })();
          await senders.at.pool.query('truncate quotas');
          return answer;
        },
      },
    },
    'POST /api/orders/{id}/undo-confirmation': {
      good: async () => undo(await confirmed())(),
      bad: {
        400: undo(NOWHERE, { status: 'pending' }),
        401: senders.withWrongToken('POST', `/api/orders/${NOWHERE}/undo-confirmation`),
        403: senders.asEndUser('POST', `/api/orders/${NOWHERE}/undo-confirmation`),
        404: undo(NOWHERE),
        409: async () => undo(await cancelled())(),
      },
    },
    'GET /api/orders/{id}/history': {
      good: async () => senders.get(`/api/orders/${await confirmed()}/history`)(),
      bad: {
        400: senders.get(`/api/orders/${NOWHERE}/history?expand=actor`),
        401: senders.withWrongToken('GET', `/api/orders/${NOWHERE}/history`),
        403: senders.asEndUser('GET', `/api/orders/${NOWHERE}/history`),
        404: senders.get(`/api/orders/${NOWHERE}/history`),
      },
    },
    'POST /api/orders/customer-order/confirm': {
      good: senders.post('/api/orders/customer-order/confirm', async () => {
        return { customer_code: code, order_id: (await senders.placeOrder()).order_id };
      }),
      bad: {
        400: senders.post('/api/orders/customer-order/confirm'),
        401: senders.withWrongToken('POST', '/api/orders/customer-order/confirm'),
        403: senders.asEndUser('POST', '/api/orders/customer-order/confirm'),
        404: senders.post('/api/orders/customer-order/confirm', { customer_code: code, order_id: NOWHERE }),
        409: senders.post('/api/orders/customer-order/confirm', async () => ({
          customer_code: code,
          order_id: await cancelled(),
        })),
      },
    },
    'POST /api/orders/{id}/cancel': {
      good: async () => cancel((await senders.placeOrder()).order_id)(),
      bad: {
        400: cancel(NOWHERE, { status: 'cancelled' }),
        401: senders.withWrongToken('POST', `/api/orders/${NOWHERE}/cancel`),
        403: senders.asEndUser('POST', `/api/orders/${NOWHERE}/cancel`),
        404: cancel(NOWHERE),
        409: async () => cancel(await cancelled())(),
      },
    },
    'POST /api/orders/all-orders': senders.listing('POST', '/api/orders/all-orders'),
    'POST /api/orders/customer/all-orders': {
      good: senders.post('/api/orders/customer/all-orders', { customer_code: code }),
      bad: {
        400: senders.post('/api/orders/customer/all-orders'),
        401: senders.withWrongToken('POST', '/api/orders/customer/all-orders'),
        403: senders.asEndUser('POST', '/api/orders/customer/all-orders'),
        404: senders.post('/api/orders/customer/all-orders', { customer_code: 'AAAAAAAA' }),
      },
    },
    'GET /api/order/{phone}': {
      good: senders.get(`/api/order/${phone}`),
      bad: {
        400: senders.get('/api/order/mango'),
        401: senders.withWrongToken('GET', '/api/order/mango'),
        403: senders.asEndUser('GET', '/api/order/mango'),
        404: senders.get(`/api/order/${aPhone()}`),
      },
    },
  };
}

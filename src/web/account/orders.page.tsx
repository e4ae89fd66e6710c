import type { JSX } from 'preact';
import type { OwnOrders } from '../../orders/reading/my-orders.service.js';
import { Layout } from '../kit/layout.js';
import type { Visit } from '../kit/visit.js';
import type { Notice } from '../kit/words.js';
import { OrderCard } from './order-card.js';

/** Orders on one page. */
export const ORDERS_A_PAGE = 10;

interface OrdersPageProps {
  readonly visit: Visit;
  /** Null while the user is no customer. */
  readonly own: OwnOrders | null;
  readonly page: number;
}

/** A person's own orders, newest first, or what happens next while there are none. */
export function OrdersPage({ visit, own, page }: OrdersPageProps): JSX.Element {
  const { words } = visit;
  const orders = own?.page.rows ?? [];
  const notice = own === null ? words.notCustomer : words.noOrders(own.customer.phone);
  return (
    <Layout visit={visit} title={words.orders} at="/">
      <h1>{words.orders}</h1>
      {orders.length === 0 && <Empty notice={notice} />}
      <div class="orders">
        {orders.map((order) => (
          <OrderCard key={order.id} visit={visit} order={order} page={page} />
        ))}
      </div>
      {own !== null && <Pager visit={visit} page={page} own={own} />}
    </Layout>
  );
}

const Empty = ({ notice }: { notice: Notice }): JSX.Element => (
  <article>
    <h2>{notice.title}</h2>
    <p>{notice.text}</p>
  </article>
);

function Pager({ visit: { words }, page, own }: { visit: Visit; page: number; own: OwnOrders }): JSX.Element | null {
  const pages = Math.ceil((own.page.total ?? page * ORDERS_A_PAGE) / ORDERS_A_PAGE);
  if (pages < 2 && page === 1) return null;
  return (
    <nav class="pager" aria-label={words.pages}>
      {page > 1 && (
        <a rel="prev" href={`/?page=${page - 1}`}>
          ← {words.newer}
        </a>
      )}
      <span class="quiet">{words.pageOf(page, pages)}</span>
      {own.page.next !== null && (
        <a rel="next" href={`/?page=${page + 1}`}>
          {words.older} →
        </a>
      )}
    </nav>
  );
}

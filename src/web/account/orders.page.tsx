import type { JSX } from 'preact';
import type { OwnOrders } from '../../orders/reading/my-orders.service.js';
import { Layout } from '../kit/layout.js';
import { useWords } from '../kit/page-context.js';
import { Pager } from '../kit/pager.js';
import { OrderCard } from './order-card.js';
import { ordersWords } from './orders.words.js';

/** Orders on one page. */
export const ORDERS_A_PAGE = 10;

interface OrdersPageProps {
  /** Null while the user is no customer. */
  readonly own: OwnOrders | null;
  readonly page: number;
}

/** A customer's own orders, newest first. While there are none, it says what happens next. */
export function OrdersPage({ own, page }: OrdersPageProps): JSX.Element {
  const words = useWords(ordersWords);
  const orders = own?.page.rows ?? [];
  const { title, text } = own === null ? words.notCustomer : words.noOrders(own.customer.phone);
  return (
    <Layout title={words.title} at="/">
      <h1>{words.title}</h1>
      {orders.length === 0 && (
        <article>
          <h2>{title}</h2>
          <p>{text}</p>
        </article>
      )}
      <div class="orders">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} page={page} />
        ))}
      </div>
      {own !== null && (
        <Pager
          path="/"
          page={page}
          pages={Math.ceil((own.page.total ?? page * ORDERS_A_PAGE) / ORDERS_A_PAGE)}
          hasNext={own.page.next !== null}
          previous={words.newer}
          next={words.older}
        />
      )}
    </Layout>
  );
}

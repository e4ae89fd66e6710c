import type { JSX } from 'preact';
import type { OwnOrders } from '../../orders/reading/my-orders.service.js';
import { useFormats } from '../kit/formats.js';
import { Layout } from '../kit/layout.js';
import { usePageContext, useWords } from '../kit/page-context.js';
import { Pager } from '../kit/pager.js';
import { OrderCard } from './order-card.js';
import { ordersWords } from './orders.words.js';
import { type OwnList, pathOf } from './own-list.js';
import { OwnSearchForm } from './own-search-form.js';

/** Orders on one page. */
export const ORDERS_A_PAGE = 10;

interface OrdersPageProps {
  /** Null while the user is no customer. */
  readonly own: OwnOrders | null;
  readonly list: OwnList;
  /** Whether the customer has just confirmed an order. */
  readonly thanks: boolean;
}

/** A customer's own orders, open ones first. While there are none, it says what happens next. */
export function OrdersPage({ own, list, thanks }: OrdersPageProps): JSX.Element {
  const words = useWords(ordersWords);
  const orders = own?.orders ?? [];
  const pages = Math.ceil((own?.total ?? 0) / ORDERS_A_PAGE);
  return (
    <Layout title={words.title} at="/">
      <h1>{words.title}</h1>
      {thanks && <p role="status">{words.thanks}</p>}
      {(pages > 1 || list.search !== '') && <OwnSearchForm search={list.search} />}
      {orders.length === 0 && <NoOrders own={own} list={list} />}
      <div class="orders">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} list={list} />
        ))}
      </div>
      <Pager
        page={list.page}
        pages={pages}
        pathOf={(page) => pathOf({ ...list, page })}
        previous={words.previous}
        next={words.next}
      />
    </Layout>
  );
}

/** Says why no order is there: none was found, none was placed, or the user is no customer. */
function NoOrders({ own, list }: Omit<OrdersPageProps, 'thanks'>): JSX.Element {
  const words = useWords(ordersWords);
  const { shop } = usePageContext();
  const { phone } = useFormats();
  if (list.search !== '' && own !== null)
    return (
      <article>
        <div role="status">
          <h2>{words.notFound.title}</h2>
          <p>{words.notFound.text}</p>
        </div>
      </article>
    );
  if (own !== null) {
    const { title, text } = words.noOrders(phone(own.customer.phone));
    return (
      <article>
        <h2>{title}</h2>
        <p>{text}</p>
      </article>
    );
  }
  const { title, text, known, call } = words.notCustomer;
  return (
    <article>
      <h2>{title}</h2>
      <p>{text}</p>
      <p>{known}</p>
      {shop.phone !== null && (
        <p>
          {call} <a href={`tel:${shop.phone}`}>{phone(shop.phone)}</a>
        </p>
      )}
    </article>
  );
}

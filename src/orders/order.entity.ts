import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One purchase of one item. Immutable but for its status. */
@Entity('orders')
export class Order {
  @PrimaryColumn('uuid')
  readonly id!: string;

  /** The number a person says on the phone; given by the database, 1 upwards. */
  @Column({ type: 'bigint', insert: false, update: false })
  readonly number!: string;

  @Column({ type: 'uuid', name: 'customer_id' })
  readonly customerId!: string;

  @Column('text')
  readonly item!: string;

  /** Price of the whole order in `currency`, exact decimal text such as "420.00". */
  @Column({ type: 'numeric', precision: 14, scale: 2 })
  readonly amount!: string;

  /** ISO 4217. */
  @Column('text')
  readonly currency!: string;

  @Column('text')
  readonly status!: OrderStatus;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  readonly createdAt!: Date;

  /** When the customer acknowledged receipt; null until then. */
  @Column({ type: 'timestamptz', name: 'confirmed_at', nullable: true })
  readonly confirmedAt!: Date | null;

  /** When the order was called off; null unless it was. */
  @Column({ type: 'timestamptz', name: 'cancelled_at', nullable: true })
  readonly cancelledAt!: Date | null;
}

/** Where an order stands: pending, and then confirmed or cancelled for good. */
export const ORDER_STATUSES = ['pending', 'confirmed', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

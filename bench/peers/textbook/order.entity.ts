import {
  BeforeInsert,
  Column,
  CreateDateColumn,
  Entity,
  Generated,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Customer } from './customer.entity.js';
import { Notification } from './notification.entity.js';

@Entity('orders')
export class Order {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('bigint')
  @Generated('increment')
  number!: string;

  @ManyToOne(
    () => Customer,
    (customer) => customer.orders,
  )
  @JoinColumn({ name: 'customer_id' })
  customer!: Relation<Customer>;

  @Column('uuid', { name: 'customer_id' })
  customerId!: string;

  @Column('text')
  item!: string;

  @Column('numeric', { precision: 14, scale: 2 })
  amount!: string;

  @Column('text')
  currency!: string;

  @Column('text', { default: 'pending' })
  status!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;

  @Column('timestamptz', { name: 'cancelled_at', nullable: true })
  cancelledAt!: Date | null;

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @OneToMany(
    () => Notification,
    (notification) => notification.order,
  )
  notifications!: Relation<Notification>[];

  /** Not before `save`: with an id set, TypeORM would first look for the row. */
  @BeforeInsert()
  giveId() {
    this.id = uuidv7();
  }
}

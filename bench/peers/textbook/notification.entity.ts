import {
  BeforeInsert,
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Order } from './order.entity.js';

@Entity('notifications')
export class Notification {
  @PrimaryColumn('uuid')
  id!: string;

  @ManyToOne(
    () => Order,
    (order) => order.notifications,
  )
  @JoinColumn({ name: 'order_id' })
  order!: Relation<Order>;

  @Column('text')
  phone!: string;

  @Column('text', { default: 'queued' })
  status!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @BeforeInsert()
  giveId() {
    this.id = uuidv7();
  }
}

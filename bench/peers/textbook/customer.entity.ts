import { Column, CreateDateColumn, Entity, Generated, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { Order } from './order.entity.js';

@Entity('customers')
export class Customer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('bigint')
  @Generated('increment')
  number!: string;

  @Column('text')
  code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  phone!: string;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @OneToMany(
    () => Order,
    (order) => order.customer,
  )
  orders!: Relation<Order>[];
}

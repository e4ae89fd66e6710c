import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who orders: known by phone, and perhaps by an account. */
@Entity('customers')
export class Customer {
  @PrimaryColumn('uuid')
  readonly id!: string;

  /** The number a person says; given by the database, 1 upwards. */
  @Column({ type: 'bigint', insert: false, update: false })
  readonly number!: string;

  /** 8 letters A–Z. */
  @Column('text')
  readonly code!: string;

  @Column('text')
  readonly name!: string;

  /** E.164; where the texts go. */
  @Column('text')
  readonly phone!: string;

  /** The account of the same person; null for a customer known by phone only. */
  @Column('uuid', { name: 'user_id', nullable: true })
  readonly userId!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  readonly createdAt!: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person with an account: an admin, who has a password, or somebody who signs in with a provider. */
@Entity('users')
export class User {
  @PrimaryColumn('uuid')
  readonly id!: string;

  @Column('text')
  readonly role!: 'user' | 'admin';

  /** Lower case; null when the provider told none. */
  @Column('text', { nullable: true })
  readonly email!: string | null;

  /** Whether the owner of the address has shown that it is theirs. */
  @Column('boolean', { name: 'email_verified' })
  readonly emailVerified!: boolean;

  @Column('text', { nullable: true })
  readonly name!: string | null;

  /** E.164, as an admin set it. */
  @Column('text', { nullable: true })
  readonly phone!: string | null;

  /** Argon2id in PHC form, with its parameters; admins only. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  readonly passwordHash!: string | null;

  /** Tokens carry the version they were made under; raising it ends them all. */
  @Column({ type: 'integer', name: 'token_version', default: 0 })
  readonly tokenVersion!: number;

  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false })
  readonly createdAt!: Date;
}

import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { type UsualItem, UsualItemsRepository } from './usual-items.repository.js';

/** Items that are offered, of the customer and of the shop. */
const OFFERED = 8;

/** What whoever takes an order is offered, so that it need not be typed. */
@Injectable()
export class UsualItemsService {
  constructor(
    private readonly database: Database,
    private readonly items: UsualItemsRepository,
  ) {}

  /** The customer's last items, and then the most frequent ones of the shop. */
  async offer(customerId: string | null): Promise<UsualItem[]> {
    const { db } = this.database;
    const [own, shops] = await Promise.all([
      customerId === null ? [] : this.items.ofCustomer(db, customerId, OFFERED),
      this.items.ofShop(db, OFFERED),
    ]);
    return [...own, ...shops.filter(({ item }) => own.every((each) => each.item !== item))];
  }
}

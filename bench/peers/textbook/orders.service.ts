import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { CreateOrderDto } from './create-order.dto.js';
import { Customer } from './customer.entity.js';
import { Notification } from './notification.entity.js';
import { Order } from './order.entity.js';

@Injectable()
export class OrdersService {
  constructor(
    @InjectRepository(Order) private readonly ordersRepository: Repository<Order>,
    @InjectRepository(Customer) private readonly customersRepository: Repository<Customer>,
    private readonly dataSource: DataSource,
  ) {}

  create({ customer_code, item, amount }: CreateOrderDto, createdBy: string): Promise<Notification> {
    return this.dataSource.transaction(async (manager) => {
      const customer = await manager.findOneBy(Customer, { code: customer_code });
      if (!customer) {
        throw new NotFoundException();
      }
      const order = await manager.save(manager.create(Order, { customer, item, amount, currency: 'KES', createdBy }));
      return manager.save(manager.create(Notification, { order, phone: customer.phone }));
    });
  }

  async findOne(id: string): Promise<Order> {
    const order = await this.ordersRepository.findOne({
      where: { id },
      relations: { customer: true, notifications: true },
    });
    if (!order) {
      throw new NotFoundException();
    }
    return order;
  }

  async findByPhone(phone: string, limit: number): Promise<{ customer: Customer; orders: Order[] }> {
    const customer = await this.customersRepository.findOneBy({ phone });
    if (!customer) {
      throw new NotFoundException();
    }
    const orders = await this.ordersRepository.find({
      where: { customerId: customer.id },
      order: { id: 'DESC' },
      take: limit,
    });
    return { customer, orders };
  }
}

import type { Translated } from '../../kit/language.js';

const en = {
  title: 'Figures',
  span: 'Days',
  last: (days: string) => `${days} days`,
  table: 'The figures as a table',
  day: 'Day',
  total: 'Together',
  nothing: 'Nothing in these days yet.',
  orders: {
    title: 'Orders',
    count: (orders: string) => `${orders} ${orders === '1' ? 'order' : 'orders'}`,
    best: (day: string, orders: string, amount: string) => `${day} was best: ${orders}, ${amount}.`,
    all: (orders: string) => `${orders} together.`,
    placed: 'Orders',
    cancelled: 'Cancelled',
  },
  revenue: {
    title: 'Revenue',
    all: (amount: string) => `${amount} together, without cancelled orders.`,
    best: (day: string, amount: string) => `${day} brought most: ${amount}.`,
    amount: 'Revenue',
  },
  networks: {
    title: 'Delivered, by network',
    one: (network: string, share: string, sms: string) => `${network} delivered ${share} of ${sms} SMS.`,
    worst: (network: string, share: string) => `${network} delivered least: ${share}.`,
    bar: (network: string, delivered: string, sms: string, share: string) =>
      `${network}: ${delivered} of ${sms} SMS delivered, ${share}`,
    network: 'Network',
    delivered: 'Delivered',
    undelivered: 'Not delivered',
    share: 'Share',
    unnamed: (code: string) => `Network ${code}`,
    sandbox: 'Sandbox',
  },
  spend: {
    title: 'SMS against the budget',
    all: (spent: string, budget: string) => `${spent} together; a day may cost ${budget}.`,
    dearest: (day: string, spent: string, share: string) => `${day} cost most: ${spent}, ${share} of the budget.`,
    budget: (budget: string) => `Budget of a day: ${budget}`,
    spent: 'Spent',
    share: 'Of the budget',
  },
};

const sw: typeof en = {
  title: 'Takwimu',
  span: 'Siku',
  last: (days) => `Siku ${days}`,
  table: 'Takwimu kwenye jedwali',
  day: 'Siku',
  total: 'Jumla',
  nothing: 'Bado hakuna kitu katika siku hizi.',
  orders: {
    title: 'Oda',
    count: (orders) => `oda ${orders}`,
    best: (day, orders, amount) => `${day} ilikuwa bora: ${orders}, ${amount}.`,
    all: (orders) => `Jumla ${orders}.`,
    placed: 'Oda',
    cancelled: 'Zilizoghairiwa',
  },
  revenue: {
    title: 'Mapato',
    all: (amount) => `Jumla ${amount}, bila oda zilizoghairiwa.`,
    best: (day, amount) => `${day} ilileta zaidi: ${amount}.`,
    amount: 'Mapato',
  },
  networks: {
    title: 'SMS zilizofika, kwa mtandao',
    one: (network, share, sms) => `${network} ilifikisha ${share} ya SMS ${sms}.`,
    worst: (network, share) => `${network} ilifikisha chache zaidi: ${share}.`,
    bar: (network, delivered, sms, share) => `${network}: SMS ${delivered} kati ya ${sms} zilifika, ${share}`,
    network: 'Mtandao',
    delivered: 'Zilizofika',
    undelivered: 'Ambazo hazikufika',
    share: 'Asilimia',
    unnamed: (code) => `Mtandao ${code}`,
    sandbox: 'Majaribio',
  },
  spend: {
    title: 'SMS na bajeti',
    all: (spent, budget) => `Jumla ${spent}; siku moja inaruhusiwa ${budget}.`,
    dearest: (day, spent, share) => `${day} iligharimu zaidi: ${spent}, ${share} ya bajeti.`,
    budget: (budget) => `Bajeti ya siku: ${budget}`,
    spent: 'Gharama',
    share: 'Sehemu ya bajeti',
  },
};

export const figuresWords: Translated<typeof en> = { en, sw };

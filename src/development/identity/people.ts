/** Somebody to sign in as. Each is a case that the real providers have too. */
export interface Person {
  readonly key: string;
  readonly name: string;
  /** Null for an account without one, such as a Facebook account made with a phone number. */
  readonly email: string | null;
  /** Whether the provider has verified that the address is theirs. */
  readonly verified: boolean;
  /** Whether the application lacks the permission to read the address. */
  readonly isEmailWithheld?: boolean;
  /** The provider's own id of the account. */
  readonly id: number;
}

export const PEOPLE: readonly Person[] = [
  { key: 'wanjiku', name: 'Wanjiku Kamau', email: 'wanjiku@example.com', verified: true, id: 5_550_001 },
  { key: 'otieno', name: 'Otieno Odhiambo', email: 'otieno@example.com', verified: false, id: 5_550_002 },
  { key: 'achieng', name: 'Achieng Atieno', email: null, verified: false, id: 5_550_003 },
  { key: 'staff', name: 'Njeri of the shop', email: 'staff@example.com', verified: true, id: 5_550_004 },
  {
    key: 'impostor',
    name: 'Somebody with Wanjiku’s address',
    email: 'wanjiku@example.com',
    verified: false,
    id: 5_550_005,
  },
  {
    key: 'mwangi',
    name: 'Mwangi Njoroge',
    email: 'mwangi@example.com',
    verified: true,
    isEmailWithheld: true,
    id: 5_550_006,
  },
];

/** The key of somebody whose account nobody has used yet, for a number of up to nine digits. */
export const keyOfSomebodyNew = (number: number): string => `new-${number}`;

/** Finds a person by key. A key such as `new-42` gives an account that is nobody else's. */
export function findPerson(key: string): Person | undefined {
  const [, number] = /^new-(\d{1,9})$/.exec(key) ?? [];
  if (number === undefined) return PEOPLE.find((person) => person.key === key);
  const id = 10_000_000 + Number(number);
  return { key, name: 'Nafula Wekesa', email: `${key}@example.com`, verified: true, id };
}

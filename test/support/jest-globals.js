/**
 * What tests import from `@jest/globals`.
 * A module that several test files share reaches the functions of the file that runs now.
 */
const current = (name) =>
  new Proxy(() => undefined, {
    apply: (_, self, values) => Reflect.apply(globalThis[name], self, values),
    get: (_, key) => globalThis[name][key],
  });

export const afterAll = current('afterAll');
export const afterEach = current('afterEach');
export const beforeAll = current('beforeAll');
export const beforeEach = current('beforeEach');
export const describe = current('describe');
export const expect = current('expect');
export const it = current('it');
export const jest = current('jest');
export const test = current('test');

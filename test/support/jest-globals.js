/** What tests import from `@jest/globals`. The modules of several test files share it. */
export let afterAll;
export let afterEach;
export let beforeAll;
export let beforeEach;
export let describe;
export let expect;
export let it;
export let jest;
export let test;

/** Takes the functions of the test file that runs next. */
export function renew() {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globalThis);
}

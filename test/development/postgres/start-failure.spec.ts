import { describe, expect, it } from '@jest/globals';
import { explainFailure } from '../../../src/development/postgres/start-failure.js';

describe('explain', () => {
  it.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', /is full: free some space/],
    ['ENOSPC: no space left on device, mkdir', /is full: free some space/],
    ['EROFS: read-only file system, mkdir', /is on a read-only disk/],
    ['spawn /project/native/bin/initdb ENOENT', /do not run on this system/],
    ['postgres: error while loading shared libraries: libxml2.so.2: cannot open', /do not run on this system/],
    [
      'FATAL:  data directory "/data/postgres/cluster" has invalid permissions',
      /run chmod 700 on \/data\/postgres\/cluster/,
    ],
  ])('explains in a sentence what "%s" means', (words, sentence) => {
    expect(explainFailure(new Error(words), '/data', '/data/postgres/server.log').message).toMatch(sentence);
  });
});

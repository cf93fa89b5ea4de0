import { expect, it } from '@jest/globals';
import { LinkAddresses } from './link-addresses.js';
import { OneTimeSecrets } from './one-time-secrets.js';

it.each(['https://antq.example.test', 'https://antq.example.test/'])(
  'an address below %s has one slash before its page',
  (publicUrl) => {
    const addresses = new LinkAddresses(new OneTimeSecrets(() => Buffer.alloc(32)), publicUrl);
    const sent = addresses.filled({ secretPurpose: 'link', secretId: '1' })?.sent;
    expect(sent?.address).toMatch(/^https:\/\/antq\.example\.test\/dang-nhap#[\w-]{43}$/);
  },
);

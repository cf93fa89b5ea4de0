import { isIPv6 } from 'node:net';

/** What is no address, as a proxy may hand on, is cut to the length of one. */
const LONGEST = 45;
const GROUPS = 8;

/**
 * The network that a remote address stands for: an IPv4 address is one by itself, of IPv6 everybody has a block of 2^64
 * addresses to ask from.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.slice(0, LONGEST).split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = [], tail = []] = plain
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const between = Array.from({ length: GROUPS - head.length - tail.length }, () => '0');
  const groups = [...head, ...between, ...tail].slice(0, GROUPS / 2);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

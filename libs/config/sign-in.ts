import { isIPv4 } from 'node:net';

/** Where people reach the API, as far as it is known. */
export interface ReachedAt {
  /** Address that the API listens on. */
  readonly host: string;
  /** Address that people type, where it is set. */
  readonly publicUrl: string | undefined;
}

/**
 * Why nobody can sign in by a browser, in Vietnamese; undefined where it works. The cookie of a session is `__Host-` and
 * `Secure`: a browser keeps it over HTTPS, and over plain HTTP from its own machine alone. Clients that send a token in
 * a header are not concerned.
 */
export function signInHindrance({ host, publicUrl }: ReachedAt): string | undefined {
  const why = 'trình duyệt chỉ giữ phiên đăng nhập (cookie __Host-, Secure) qua HTTPS';
  if (publicUrl === undefined) {
    return isLoopback(host)
      ? undefined
      : `API nghe ở ${host} mà không có TLS và chưa khai ANTQ_PUBLIC_URL nên không đăng nhập được: ${why}. Hãy đặt Caddy trước API, cho API nghe ở 127.0.0.1 và khai ANTQ_PUBLIC_URL=https://….`;
  }
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || isLoopback(hostname)) return undefined;
  return `ANTQ_PUBLIC_URL là ${publicUrl}, không phải HTTPS, nên không đăng nhập được: ${why}. Hãy đặt Caddy trước API rồi khai địa chỉ https://….`;
}

const isLoopback = (host: string): boolean =>
  ['localhost', '::1', '[::1]'].includes(host) || (isIPv4(host) && host.startsWith('127.'));

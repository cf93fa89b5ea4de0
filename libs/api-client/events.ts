import { EventSource, type FetchLikeResponse } from 'eventsource';

/** Opens a stream of server-sent events with headers of its own, which the one of browsers cannot send. */
export const openEvents = (address: URL, headers: Readonly<Record<string, string>>): EventSource =>
  new EventSource(address, {
    fetch: async (input, init) =>
      endingWith(
        init.signal as AbortSignal | undefined,
        await fetch(input, {
          ...(init as RequestInit),
          redirect: 'error',
          headers: { ...init.headers, ...headers },
        }),
      ),
  });

/**
 * The answer with a body that ends when `signal` fires. A fetch forgets its signal once its request was collected as
 * garbage, and the connection would keep the process from ending.
 */
async function endingWith(signal: AbortSignal | undefined, response: Response): Promise<FetchLikeResponse> {
  const { url, status, redirected, headers, body } = response;
  if (status !== 200) await body?.cancel();
  const getReader = () => {
    if (body === null) throw new Error('an event stream without a body');
    const reader = body.getReader();
    signal?.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    return reader;
  };
  return { url, status, redirected, headers, body: { getReader } };
}

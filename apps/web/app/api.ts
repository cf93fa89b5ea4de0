import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiClient, ApiProblem, ApiUnreachable } from '#libs/api-client';

/** The API that has served this page; the session goes along in its cookie. */
export const api = new ApiClient({ url: location.origin });

/** Whether nobody is signed in (any more). */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

/** Whether asking again may help: nobody has answered, or whoever did is full or broken for now. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiUnreachable ||
  (error instanceof ApiProblem && (error.status === 429 || error.status >= 500));

const MOST_TRIES = 3;

/** Where the page keeps who is signed in. */
export const ME = ['me'] as const;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      // A session that ended while the page stood open: who is signed in is asked for anew, and nobody is.
      if (isSignedOut(error) && queryKey[0] !== ME[0]) void queryClient.invalidateQueries({ queryKey: ME });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => isPassing(error) && count < MOST_TRIES,
      refetchOnWindowFocus: true,
    },
  },
});

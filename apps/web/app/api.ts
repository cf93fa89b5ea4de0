import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiClient, ApiProblem, ApiUnreachable, NotTheApi } from '#libs/api-client';

/** The API that has served this page; the session goes along in its cookie. */
export const api = new ApiClient({ url: location.origin });

/** Whether nobody is signed in (any more). */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

/** Whether nobody has answered, or only what stands before the API. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof ApiUnreachable || (error instanceof NotTheApi && error.status >= 500);

/** Whether asking again may help: nobody is there, or whoever is there is full or broken for now. */
const isPassing = (error: unknown): boolean =>
  isUnreachable(error) || (error instanceof ApiProblem && (error.status === 429 || error.status >= 500));

const MOST_TRIES = 3;
const queries = {
  staleTime: 5_000,
  retry: (count: number, error: unknown) => isPassing(error) && count < MOST_TRIES,
  refetchOnWindowFocus: true,
};

/** Where the page keeps who is signed in. */
export const ME = ['me'] as const;

/** What is known before anybody has signed in: who asks. */
export const doorClient = new QueryClient({ defaultOptions: { queries } });

/** What one session in one role has asked; with another one it is begun anew, so nobody sees what was shown to others. */
export const sessionClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        // A session that ended while the page stood open: who is signed in is asked for anew, and nobody is.
        if (isSignedOut(error)) void doorClient.invalidateQueries({ queryKey: ME });
      },
    }),
    defaultOptions: { queries },
  });

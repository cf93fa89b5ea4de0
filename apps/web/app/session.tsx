import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import type { MeAnswer } from '#libs/contracts/http';
import { api, isSignedOut, ME, queryClient } from './api.js';

/** Who is signed in: undefined while it is asked, null where nobody is. */
export function useMe() {
  return useQuery({
    queryKey: ME,
    queryFn: async (): Promise<MeAnswer | null> => {
      try {
        return await api.call('GET /me');
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}

interface Person {
  readonly me?: MeAnswer;
}

const SignedIn = createContext<Person>({});

export const SignedInAs = ({ me, children }: { readonly me: MeAnswer; readonly children: ReactNode }) => (
  <SignedIn.Provider value={{ me }}>{children}</SignedIn.Provider>
);

/** Who is signed in, on pages that nobody else sees. */
export function useSignedIn(): MeAnswer {
  const { me } = useContext(SignedIn);
  if (me === undefined) throw new Error('asked for who is signed in outside a page of theirs');
  return me;
}

/** Takes over who a sign-in, or the choice of another role, has made of this browser; what others saw is forgotten. */
export function signedInAs(me: MeAnswer): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME[0] });
  queryClient.setQueryData(ME, me);
}

/** Ends the session, and forgets everything that this browser has of it. */
export async function signOut(): Promise<void> {
  await api.call('POST /auth/sign-out');
  queryClient.clear();
  queryClient.setQueryData(ME, null);
}

/** Roles of a unit's own people. */
export const isOfUnit = ({ role }: Pick<MeAnswer, 'role'>): boolean => role.startsWith('unit-');

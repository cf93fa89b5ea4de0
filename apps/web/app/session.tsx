import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import type { MeAnswer } from '#libs/contracts/http';
import { api, doorClient, isSignedOut, ME } from './api.js';

/** Who is signed in: undefined while it is asked, null where nobody is. */
export function useMe() {
  return useQuery(
    {
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
    },
    doorClient,
  );
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

/** Says who somebody is and in which role: another one has seen nothing yet. */
export const sessionKeyOf = ({ session, role, scope }: MeAnswer): string =>
  [session?.id, session?.grant, role, scope.level, scope.code].join(' ');

/** Takes over who a sign-in, or the choice of another role, has made of this browser. */
export const signedInAs = (me: MeAnswer): void => {
  doorClient.setQueryData(ME, me);
};

/** Ends the session and leaves nothing of it in the page, which is loaded anew; one that is over already is left likewise. */
export async function signOut(): Promise<void> {
  try {
    await api.call('POST /auth/sign-out');
  } catch (error) {
    if (!isSignedOut(error)) throw error;
  }
  location.replace('/dang-nhap');
}

/** Roles of a unit's own people. */
export const isOfUnit = ({ role }: Pick<MeAnswer, 'role'>): boolean => role.startsWith('unit-');

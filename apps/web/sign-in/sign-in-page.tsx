import { useSearch } from '@tanstack/react-router';
import { SignIn } from './sign-in.js';

/** The page that mails lead to, and where one comes to sign in. */
export function SignInPage() {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const { returnTo } = search;
  return <SignIn wished={typeof returnTo === 'string' ? returnTo : '/'} />;
}

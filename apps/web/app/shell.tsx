import './shell.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { type MouseEvent, useMemo, useState } from 'react';
import type { MeAnswer } from '#libs/contracts/http';
import { SignIn } from '../sign-in/sign-in.js';
import { Icon } from '../ui/icon.js';
import { sessionClient } from './api.js';
import { useCycle } from './cycle.js';
import { CycleChoice } from './cycle-choice.js';
import { LimitBand } from './limit-band.js';
import { placesOf } from './navigation.js';
import { Problem } from './problem.js';
import { RehearsalBand } from './rehearsal-band.js';
import { SignedInAs, sessionKeyOf, useMe, useSignedIn } from './session.js';
import { useTheme } from './theme.js';
import { WhoMenu } from './who-menu.js';

/** The frame of every page: who is signed in, which cycle is looked at, where one can go. */
export function Shell() {
  const { data: me, error, refetch } = useMe();
  const wished = useRouterState({ select: ({ location }) => location.pathname + location.searchStr });
  // Codes that are told once stay until their reader has them, whoever is signed in by now.
  const [isHeld, setHeld] = useState(false);
  if (error !== null && me === undefined) {
    return (
      <main className="page">
        <Problem error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (me === undefined) return null;
  if (me === null || isHeld) return <SignIn wished={wished} onHold={setHeld} />;
  return <Inside key={sessionKeyOf(me)} me={me} wished={wished} />;
}

function Inside({ me, wished }: { readonly me: MeAnswer; readonly wished: string }) {
  const client = useMemo(sessionClient, []);
  return (
    <QueryClientProvider client={client}>
      <SignedInAs me={me}>
        <a className="skip" href="#content" onClick={toContent}>
          Đến nội dung
        </a>
        <TopBar />
        <LimitBand wished={wished} />
        <RehearsalBand />
        <div id="content" tabIndex={-1}>
          <Outlet />
        </div>
      </SignedInAs>
    </QueryClientProvider>
  );
}

/** Goes there without a word in the address, where what a mail has brought stands. */
function toContent(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function TopBar() {
  const me = useSignedIn();
  const { cycle } = useCycle();
  return (
    <header className="top no-print">
      <Link to="/" className="brand" aria-label="antq, trang đầu">
        <Icon name="mark" />
        antq
      </Link>
      <CycleChoice present={cycle} />
      <nav className="places" aria-label="Các trang">
        {placesOf(me).map(({ to, name }) => (
          <Link key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
            {name}
          </Link>
        ))}
      </nav>
      <div className="top-end">
        <ThemeButton />
        <WhoMenu me={me} />
      </div>
    </header>
  );
}

function ThemeButton() {
  const { theme, toggle } = useTheme();
  const other = theme === 'dark' ? 'sáng' : 'tối';
  return (
    <button
      type="button"
      className="button button-icon theme"
      aria-label={`Đổi sang nền ${other}`}
      onClick={toggle}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}

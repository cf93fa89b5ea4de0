import './shell.css';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { SignIn } from '../sign-in/sign-in.js';
import { Icon } from '../ui/icon.js';
import { useCycle } from './cycle.js';
import { CycleChoice } from './cycle-choice.js';
import { placesOf } from './navigation.js';
import { Problem } from './problem.js';
import { RehearsalBand } from './rehearsal-band.js';
import { SignedInAs, useMe, useSignedIn } from './session.js';
import { useTheme } from './theme.js';
import { WhoMenu } from './who-menu.js';

/** The frame of every page: who is signed in, which cycle is looked at, where one can go. */
export function Shell() {
  const { data: me, error, refetch } = useMe();
  const wished = useRouterState({ select: ({ location }) => location.href });
  if (error !== null && me === undefined) {
    return (
      <main className="page">
        <Problem error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (me === undefined) return null;
  // A named device may read and prepare; everything else asks for a fresh sign-in at its own place.
  if (me === null) return <SignIn wished={wished} />;
  return (
    <SignedInAs me={me}>
      <a className="skip" href="#content">
        Đến nội dung
      </a>
      <TopBar />
      <RehearsalBand />
      <div id="content">
        <Outlet />
      </div>
    </SignedInAs>
  );
}

function TopBar() {
  const me = useSignedIn();
  const cycle = useCycle();
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

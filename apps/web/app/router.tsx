import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  retainSearchParams,
} from '@tanstack/react-router';
import { readBoardSearch } from '../board/board-search.js';
import { startPageOf } from './navigation.js';
import { Problem } from './problem.js';
import { useSignedIn } from './session.js';
import { Shell } from './shell.js';

/** The cycle that is looked at, in every address; the present one where none is named. */
interface CycleSearch {
  readonly 'chu-ky'?: string;
}

const readCycle = (search: Record<string, unknown>): CycleSearch => {
  const id = search['chu-ky'];
  return typeof id === 'string' && id !== '' ? { 'chu-ky': id } : {};
};

const root = createRootRoute({
  component: Outlet,
  validateSearch: readCycle,
  search: { middlewares: [retainSearchParams(['chu-ky'])] },
});

/** Pages of people who are signed in; anybody else is asked to sign in first and comes back to the same address. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Shell });

const start = createRoute({ getParentRoute: () => inside, path: '/', component: Start });
function Start() {
  return <Navigate to={startPageOf(useSignedIn())} replace />;
}

const signInPage = lazyRouteComponent(() => import('../sign-in/sign-in-page.js'), 'SignInPage');
const signIn = createRoute({ getParentRoute: () => root, path: '/dang-nhap', component: signInPage });
const invitation = createRoute({ getParentRoute: () => root, path: '/loi-moi', component: signInPage });
const address = createRoute({ getParentRoute: () => root, path: '/dia-chi', component: signInPage });

const board = createRoute({
  getParentRoute: () => inside,
  path: '/bang-dieu-hanh',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('../board/board-page.js'), 'BoardPage'),
});
const tasks = createRoute({
  getParentRoute: () => inside,
  path: '/viec',
  component: lazyRouteComponent(() => import('../tasks/tasks-page.js'), 'TasksPage'),
});
const step = createRoute({
  getParentRoute: () => inside,
  path: '/viec/$cycleId/$unitId/$stage',
  component: lazyRouteComponent(() => import('../tasks/step-page.js'), 'StepPage'),
});
const paper = createRoute({
  getParentRoute: () => inside,
  path: '/van-ban/$cycleId/$kind/{-$communeCode}',
  component: lazyRouteComponent(() => import('../papers/paper-page.js'), 'PaperPage'),
});
const unit = createRoute({
  getParentRoute: () => inside,
  path: '/don-vi/$unitId',
  component: lazyRouteComponent(() => import('../unit/unit-page.js'), 'UnitPage'),
});

const routeTree = root.addChildren([
  signIn,
  invitation,
  address,
  inside.addChildren([start, board, tasks, step, paper, unit]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NoSuchPage,
});

function PageFailed({ error }: { readonly error: unknown }) {
  return (
    <main className="page page-narrow">
      <Problem error={error} onRetry={() => location.reload()} />
    </main>
  );
}

function NoSuchPage() {
  return (
    <main className="page page-narrow">
      <div className="empty">
        <h1>Không có trang này</h1>
        <p>Đường dẫn có thể bị cắt khi chép. Mở lại từ thư, hoặc về trang đầu.</p>
        <a className="button" href="/">
          Về trang đầu
        </a>
      </div>
    </main>
  );
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

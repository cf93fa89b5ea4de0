import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { doorClient } from './api.js';
import { router } from './router.js';

export const App = () => (
  <QueryClientProvider client={doorClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>
);

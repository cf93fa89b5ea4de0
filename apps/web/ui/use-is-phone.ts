import { useSyncExternalStore } from 'react';

const PHONE = '(max-width: 640px)';

function onChange(act: () => void): () => void {
  const query = matchMedia(PHONE);
  query.addEventListener('change', act);
  return () => query.removeEventListener('change', act);
}

/** Whether the page is as narrow as a phone's. */
export const useIsPhone = (): boolean => useSyncExternalStore(onChange, () => matchMedia(PHONE).matches);

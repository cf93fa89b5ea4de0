import { useSyncExternalStore } from 'react';

const PAPER = 'print';

function onChange(act: () => void): () => void {
  const query = matchMedia(PAPER);
  query.addEventListener('change', act);
  return () => query.removeEventListener('change', act);
}

/** Whether the page is being put on paper. */
export const useIsPrinting = (): boolean => useSyncExternalStore(onChange, () => matchMedia(PAPER).matches);

import { useCallback, useState } from 'react';

type Theme = 'light' | 'dark';

const themeNow = (): Theme => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');

/** The theme of this browser, kept for the next visit. `color-scheme.js` sets it before the first frame. */
export function useTheme() {
  const [theme, setTheme] = useState<Theme>(themeNow);
  const toggle = useCallback(() => {
    const next: Theme = themeNow() === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = next;
    try {
      localStorage.setItem('antq.theme', next);
    } catch {
      // A browser that keeps nothing shows it until the page is closed.
    }
    setTheme(next);
  }, []);
  return { theme, toggle };
}

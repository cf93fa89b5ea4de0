// Before the first frame: the theme that this browser was told to use, or that of its system.
(() => {
  let kept = null;
  try {
    kept = localStorage.getItem('antq.theme');
  } catch {
    // A browser that keeps nothing follows its system.
  }
  const isDark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();

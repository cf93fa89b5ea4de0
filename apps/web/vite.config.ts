import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The pages of the product; the API serves what this makes. */
export default defineConfig({
  root,
  oxc: { jsx: { runtime: 'automatic' } },
  resolve: { conditions: ['@antq/source', 'module', 'browser', 'development|production'] },
  mode: 'production',
  build: {
    emptyOutDir: true,
    target: 'es2022',
    // A font in the style sheet would be a `data:` address, which the content policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Words for servers that render pages, which none does here.
      checks: { moduleLevelDirective: false },
      // Schemas of the contract are of use to whoever reads them alone: a page takes words of it and types.
      treeshake: { moduleSideEffects: [{ test: /\/libs\/contracts\/http\//, sideEffects: false }] },
    },
  },
});

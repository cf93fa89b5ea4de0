import path from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The pages of the product; the API serves what this makes. */
export default defineConfig({
  root,
  oxc: { jsx: { runtime: 'automatic' } },
  resolve: { conditions: ['@antq/source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: path.join(root, '../../dist/apps/web'),
    emptyOutDir: true,
    target: 'es2022',
    // A font in the style sheet would be a `data:` address, which the content policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Words for servers that render pages, which none does here.
      checks: { moduleLevelDirective: false },
    },
  },
});

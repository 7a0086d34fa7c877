import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Browsers of the last two years: CSS and JavaScript are shipped as written. */
const browsers = ['chrome125', 'edge125', 'firefox128', 'safari18'];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The Worker's assets folder has the UI's files under /ui/.
  base: '/ui/',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../assets/ui',
    emptyOutDir: true,
    target: browsers,
    cssTarget: browsers,
    // A data URL is what the content policy forbids for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // By default, what is shared is split by who shares it: the entry into 33 files, a screen into up to 20, of which a
    // browser asks for six at a time.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'entry', tags: ['$initial'] },
            { name: 'shared', test: /ui\/src\/(?:components|view|format)\/|lucide/, minShareCount: 5 },
          ],
        },
      },
    },
    // `npm run bench` holds the sizes to their budgets.
    chunkSizeWarningLimit: 1000,
  },
});

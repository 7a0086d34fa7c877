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
  },
});

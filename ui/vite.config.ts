import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'

// The window's own policy, so that `vite preview` fails where the window would.
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ipc: http://ipc.localhost",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  server: { port: 1420, strictPort: true, host: '127.0.0.1', watch: { ignored: ['**/src-tauri/**'] } },
  preview: { port: 1421, strictPort: true, host: '127.0.0.1', headers: { 'Content-Security-Policy': policy } },
  // Inlined assets would be data: URLs, which the policy allows for pictures only.
  build: { target: ['es2022', 'safari16'], outDir: 'dist', assetsInlineLimit: 0 },
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    // tests/contrast.test.ts reads the colours; styles are empty in tests otherwise.
    css: { include: [/tokens\.css/] },
    // A shared machine may be slow; nothing here measures time.
    testTimeout: 60_000,
  },
})

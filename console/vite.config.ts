/** How the console is built: into console/dist, with names that change with the contents, compressed beforehand. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const outDir = process.env.PARLEY_CONSOLE_OUT ?? join(here, 'dist')

export default defineConfig({
  root: here,
  base: '/',
  plugins: [react(), compressed()],
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'], // which know light-dark(): else it would be rewritten
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page needs and hardly ever changes, apart from what we change every day.
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            {
              name: 'tanstack',
              test: /node_modules\/@tanstack\/(react-query|query-core|react-router|router-core|history|store|react-store)\//,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/parley': process.env.PARLEY_URL ?? 'http://127.0.0.1:8080' } },
})

/** Writes name.br and name.gz beside each file worth it: the server sends them as they are. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async closeBundle() {
      const files = await readdir(outDir, { recursive: true })
      await Promise.all(
        files.filter(file => /\.(js|css|svg)$/.test(file)).map(file => compress(join(outDir, file))),
      )
    },
  }
}

async function compress(path: string) {
  const bytes = await readFile(path)
  if (bytes.length < 500) return
  const brotli = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }
  await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, brotli))
  await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
}

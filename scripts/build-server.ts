/**
 * Puts the server and the packages that it reads at its start into a few files: `node scripts/build-server.ts <folder>`.
 * What it reads later, or in threads of its own, it finds where it always was.
 */
import { join, relative, resolve } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'

const root = resolve(import.meta.dirname, '..')
const folder = resolve(process.argv[2] ?? 'node_modules/.cache/server')

const readLater = ['@electric-sql/pglite', 'imapflow', 'pg-native', 'postal-mime', 'swagger-ui-dist']

/** Our modules look for files beside them: their own place is what they are told, not that of the file they went into. */
const ownPlaces: Plugin = {
  name: 'own places',
  transform(code, id) {
    if (!id.startsWith(join(root, 'src')) || !code.includes('import.meta.url')) return
    const place = `new URL(${JSON.stringify(relative(folder, id))}, import.meta.url).href`
    return { code: code.replaceAll('import.meta.url', place) }
  },
}

const build = await rolldown({
  input: join(root, 'src/main.ts'),
  platform: 'node',
  external: [/^node:/, ...readLater],
  plugins: [ownPlaces],
  logLevel: 'warn',
})
await build.write({
  dir: folder,
  format: 'esm',
  entryFileNames: '[name].mjs',
  chunkFileNames: '[name]-[hash].mjs',
})

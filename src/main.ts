/** The composition root and the program itself: `parley <command>`. */
import { enableCompileCache, registerHooks } from 'node:module'

const formats: Readonly<Record<string, string>> = { '.ts': 'module-typescript', '.mjs': 'module' }

enableCompileCache()
/*
 * An import of ours, or of the package that has the most files, names its file to the letter. Node would look for it all
 * the same, in several places: with thousands of files that is a sixth of a start.
 */
registerHooks({
  resolve(specifier, context, next) {
    const format = specifier.startsWith('.') && formats[specifier.slice(specifier.lastIndexOf('.'))]
    if (!format) return next(specifier, context)
    return { url: new URL(specifier, context.parentURL).href, format, shortCircuit: true }
  },
})
const { runCli } = await import('./cli/cli.ts')
process.exitCode = await runCli(process.argv.slice(2), process.env)

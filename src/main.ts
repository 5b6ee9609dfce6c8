/** The composition root and the program itself: `parley <command>`. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runCli } = await import('./cli/cli.ts')
process.exitCode = await runCli(process.argv.slice(2), process.env)

/** npm run crash -- [options] */
import { runCommand } from './children/undo.ts'
import { runCrashTest } from './crash/crash-test.ts'

await runCommand(() => runCrashTest(process.argv.slice(2)))

/** Runs these files: node run.ts <timeout> <file>… */
import { runFiles } from '../run-files.ts'

const [timeoutMs = '', ...files] = process.argv.slice(2)
const { isGood } = await runFiles(files, { processes: 1, timeoutMs: Number(timeoutMs) })
process.exitCode = isGood ? 0 : 1

/** npm run bench -- <which> [options] */
import { runCommand } from './children/undo.ts'
import { runIntakeBench } from './intake/intake-bench.ts'
import { runProfile } from './profile/run-profile.ts'

const benches: Record<string, (args: readonly string[]) => Promise<number>> = {
  intake: runIntakeBench,
  profile: runProfile,
}

const [name = '', ...args] = process.argv.slice(2)

await runCommand(async () => {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
  if (bench) return bench(args)
  console.error(`Say which: npm run bench -- ${Object.keys(benches).join(' | ')} [--help]`)
  return 2
})

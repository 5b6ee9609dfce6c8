/** `npm run check`: types, lint and format, the architecture law, stale generated files. Side by side; prints what fails. */
import { spawn } from 'node:child_process'

const bin = (name: string) => `node_modules/.bin/${name}`
/** Each of several would infer the same types anew: four take three times the processor's time of one. */
const oneChecker = ['--checkers', '1']
const checks: Readonly<Record<string, readonly string[]>> = {
  types: [bin('tsc'), ...oneChecker, '--project', 'tsconfig.json'],
  'types of the console': [bin('tsc'), ...oneChecker, '--project', 'console/tsconfig.json'],
  'lint and format': [bin('biome'), 'check', '--error-on-warnings', '.'],
  architecture: [process.execPath, '--test', '--test-reporter=dot', 'test/architecture.test.ts'],
  'generated files': [process.execPath, '--disable-warning=ExperimentalWarning', 'scripts/stale.ts'],
}

const results = await Promise.all(Object.entries(checks).map(([name, command]) => run(name, command)))
process.exitCode = results.every(Boolean) ? 0 : 1

function run(name: string, [file, ...args]: readonly string[]): Promise<boolean> {
  const started = performance.now()
  return new Promise(resolve => {
    const child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', chunk => {
      output += chunk
    })
    child.stderr.on('data', chunk => {
      output += chunk
    })
    child.on('close', code => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })
}

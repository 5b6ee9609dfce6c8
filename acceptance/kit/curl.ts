import { run } from './run.ts'

/** Runs a command line as a user pastes it into a shell. */
export async function shell(line: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return run(['bash', '-c', line]).finished
}

/** What a curl command answered: its status and its body. */
export async function runCurl(command: string): Promise<{ status: number; body: string }> {
  const { code, stdout, stderr } = await shell(
    `${command} --silent --show-error --max-time 10 -w '\\n%{http_code}'`,
  )
  if (code !== 0) throw new Error(`curl ended with ${code}: ${stderr}`)
  const end = stdout.lastIndexOf('\n')
  return { status: Number(stdout.slice(end + 1)), body: stdout.slice(0, end) }
}

import type { Answer } from '../../api/ask.ts'

export type Logged = Answer<'listRequests'>['items'][number]

/** How each API takes its key; the key itself is not in the log. */
const keyHeaders: Readonly<Record<string, string>> = {
  voyado: 'apikey: $KEY',
  webengage: 'Authorization: Bearer $KEY',
  parley: 'Authorization: Bearer $KEY',
}

/** The same request once more, for a shell. Its body is as the log has it: the beginning, with secrets masked. */
export function toCurl({ dialect, method, path, userAgent, body }: Logged, origin: string): string {
  const parts = [
    `curl -X ${method} ${quoted(`${origin}${path}`)}`,
    `-H "${keyHeaders[dialect] ?? keyHeaders.parley}"`,
    ...(userAgent === '' ? [] : [`-H ${quoted(`User-Agent: ${userAgent}`)}`]),
    ...(body === '' ? [] : [`-H 'Content-Type: application/json'`, `--data-raw ${quoted(body)}`]),
  ]
  return parts.join(' \\\n  ')
}

/** What a person must put in before the command does the same, if anything. */
export function gapOf({ path, body }: Pick<Logged, 'path' | 'body'>): string | undefined {
  const isMasked = /\*\*\*/.test(body) || /\*\*\*/.test(path)
  const isCut = body.endsWith('…') || path.endsWith('…')
  if (isMasked && isCut)
    return 'Secrets in it are masked (***) and only its beginning is kept: put in what is missing.'
  if (isMasked) return 'Secrets in it are masked: put them in where *** stands.'
  return isCut ? 'Only the beginning of it is kept: put in the rest.' : undefined
}

/** Nothing within single quotes means anything to a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

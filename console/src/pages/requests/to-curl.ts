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

/** Nothing within single quotes means anything to a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

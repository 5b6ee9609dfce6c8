/** What a program must do to post an interaction. The key comes from the environment: it is in no file and no history. */
import { toText } from './definition.ts'

export const languages = ['curl', 'TypeScript', 'Python', 'C#'] as const
export type Language = (typeof languages)[number]

export const apis = [
  { value: 'parley', label: 'Parley', path: '/parley/v1/interactions', variable: 'PARLEY_API_KEY' },
  { value: 'voyado', label: 'Voyado', path: '/api/v3/interactions', variable: 'VOYADO_API_KEY' },
] as const
export type Api = (typeof apis)[number]['value']

export interface Post {
  readonly api: Api
  readonly origin: string
  readonly contactId: string
  readonly schemaId: string
  readonly payload: unknown
}

/** By its name: it is printed here, and nothing is called. */
const call = 'fetch'

/** Voyado's API asks who calls. */
const system = 'MyShop/1.0'

export function codeFor(language: Language, post: Post): string {
  const { api, origin, contactId, schemaId, payload } = post
  const { path, variable } = apis.find(({ value }) => value === api)!
  const given = {
    url: `${origin}${path}`,
    variable,
    isVoyado: api === 'voyado',
    body: { contactId, schemaId, payload },
  }
  if (language === 'curl') return curl(given)
  if (language === 'TypeScript') return typeScript(given)
  return language === 'Python' ? python(given) : cSharp(given)
}

interface Given {
  readonly url: string
  readonly variable: string
  readonly isVoyado: boolean
  readonly body: unknown
}

function curl({ url, variable, isVoyado, body }: Given): string {
  return [
    `curl -X POST ${quoted(url)}`,
    isVoyado ? `-H "apikey: $${variable}"` : `-H "Authorization: Bearer $${variable}"`,
    ...(isVoyado ? [`-H ${quoted(`User-Agent: ${system}`)}`] : []),
    `-H 'Content-Type: application/json'`,
    `--data-raw ${quoted(toText(body))}`,
  ].join(' \\\n  ')
}

/** Nothing within single quotes means anything to a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

function typeScript({ url, variable, isVoyado, body }: Given): string {
  const key = `process.env.${variable}`
  return `const answer = await ${call}(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    ${isVoyado ? `apikey: ${key} ?? '',\n    'user-agent': '${system}',` : `authorization: \`Bearer \${${key}}\`,`}
    'content-type': 'application/json',
  },
  body: JSON.stringify(${indented(toText(body), 2)}),
})
if (!answer.ok) throw new Error(\`\${answer.status} \${await answer.text()}\`)
console.log(await answer.json())`
}

function python({ url, variable, isVoyado, body }: Given): string {
  const key = `os.environ["${variable}"]`
  return `import json
import os
import urllib.request

body = ${pythonOf(body)}
request = urllib.request.Request(
    ${JSON.stringify(url)},
    method="POST",
    headers={
        ${isVoyado ? `"apikey": ${key},\n        "User-Agent": "${system}",` : `"Authorization": "Bearer " + ${key},`}
        "Content-Type": "application/json",
    },
    data=json.dumps(body).encode(),
)
with urllib.request.urlopen(request) as answer:
    print(json.load(answer))`
}

function cSharp({ url, variable, isVoyado, body }: Given): string {
  return `using System.Text;

var key = Environment.GetEnvironmentVariable("${variable}");
using var client = new HttpClient();
${
  isVoyado
    ? `client.DefaultRequestHeaders.Add("apikey", key);\nclient.DefaultRequestHeaders.UserAgent.ParseAdd("${system}");`
    : 'client.DefaultRequestHeaders.Add("Authorization", "Bearer " + key);'
}

var body = """
${toText(body)}
""";
var answer = await client.PostAsync(
    ${JSON.stringify(url)},
    new StringContent(body, Encoding.UTF8, "application/json"));
Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");`
}

const indented = (text: string, spaces: number) => text.replaceAll('\n', `\n${' '.repeat(spaces)}`)

/** JSON as Python writes it. Its texts are read alike by both. */
function pythonOf(value: unknown, depth = 1): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const [indent, end] = ['    '.repeat(depth), '    '.repeat(depth - 1)]
  const inner = Array.isArray(value)
    ? value.map(each => `${indent}${pythonOf(each, depth + 1)},\n`)
    : Object.entries(value).map(
        ([name, each]) => `${indent}${JSON.stringify(name)}: ${pythonOf(each, depth + 1)},\n`,
      )
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return inner.length === 0 ? `${open}${close}` : `${open}\n${inner.join('')}${end}${close}`
}

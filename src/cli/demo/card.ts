import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { DemoFile } from './ensure-demo.ts'

/** What `npm start` prints: where it is, the keys, five commands to try, where to read on. */
export function card(
  { baseUrl, tenant, voyado, webengage, parley, console, sample }: DemoFile,
  config: Config,
): string {
  const headers = `-H "User-Agent: AcmePOS/1.5" -H "apikey: ${voyado.apiKey}" -H "Content-Type: application/json"`
  const example = JSON.stringify({
    ...sample,
    payload: { price: 100, created: '2011-11-03T20:00:11', name: 'Reused Item' },
  })
  const user = JSON.stringify({ userId: 'johndoe21#', firstName: 'John', lastName: 'Doe' })
  const { contactId, schemaId } = sample
  return `
  Parley is running at ${baseUrl}, tenant ${tenant}

    Console                  ${console.url}
                             ${console.email}, password ${console.password}
    Voyado Engage API key    ${voyado.apiKey}
    WebEngage API key        ${webengage.apiKey}, license code ${webengage.licenseCode}
    Parley API key           ${parley.apiKey}
    Keys and samples         ${join(config.dataFolder, 'demo.json')}
    API reference            ${baseUrl}/api/v3/ui/index
                             ${baseUrl}/v1/ui/index
                             ${baseUrl}/parley/v1/ui/index

  Try, from another terminal:

  How many contacts are there?
    curl "${baseUrl}/api/v2/contacts/count" ${headers}

  A contact hands in something to be reused:
    curl "${baseUrl}/api/v3/interactions" ${headers} -d '${example}'

  What has this contact handed in before?
    curl "${baseUrl}/api/v3/interactions?contactId=${contactId}&schemaId=${schemaId}" ${headers}

  A user whom another system knows:
    curl "${baseUrl}/v1/accounts/${webengage.licenseCode}/users" -H "Authorization: Bearer ${webengage.apiKey}" -H "Content-Type: application/json" -d '${user}'

  The same contact in Parley's own API:
    curl "${baseUrl}/parley/v1/contacts/${contactId}" -H "Authorization: Bearer ${parley.apiKey}"

  Stop with Ctrl-C. README.md goes on from here.
`
}

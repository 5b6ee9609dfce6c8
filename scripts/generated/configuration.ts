import { type Variable, type VariableName, variables } from '../../src/config.ts'
import { TenantSettings } from '../../src/domain/accounts/tenant-settings.ts'

const names = Object.keys(variables) as VariableName[]
const of = (name: VariableName): Variable<unknown> => variables[name]

export function envExample(): string {
  const blocks = names.map(name => {
    const { about, example, default: standard } = of(name)
    return `# ${about}${example ? ` For example ${example}` : ''}\n#${name}=${standard}\n`
  })
  return `# Generated from src/config.ts: npm run generate. Every variable has a default.\n\n${blocks.join('\n')}`
}

export function configurationPage(): string {
  const rows = names.map(name => {
    const { about, example, default: standard } = of(name)
    return `| \`${name}\` | ${standard === '' ? '' : `\`${standard}\``} | ${about}${example ? ` For example \`${example}\`.` : ''} |`
  })
  const settings = Object.entries(TenantSettings.properties).map(([name, schema]) => {
    const { default: standard, description } = schema as { default?: unknown; description?: string }
    return `| \`${name}\` | \`${JSON.stringify(standard)}\` | ${description} |`
  })
  return `# Configuration

Generated from \`src/config.ts\` and \`src/domain/accounts/tenant-settings.ts\`: \`npm run generate\`.

## The server

Environment variables, read once at the start. A wrong value is refused with one line that names the variable.

| variable | default | what it is for |
| --- | --- | --- |
${rows.join('\n')}

With \`PARLEY_BLOBS=s3://…\` the credentials are \`AWS_ACCESS_KEY_ID\`, \`AWS_SECRET_ACCESS_KEY\` and, where needed, \`AWS_SESSION_TOKEN\`.

## A tenant

Each company on the server decides these for itself: \`parley tenant set <tenant>\` shows them,
\`parley tenant set <tenant> dateTimeOffset=required\` changes one. Running servers follow within a second.

| setting | default | what it decides |
| --- | --- | --- |
${settings.join('\n')}
`
}

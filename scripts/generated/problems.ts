import { problemPath, problems } from '../../src/dialects/parley/errors.ts'

/** Every refusal of Parley's own API. */
export function problemsPage(): string {
  const rows = [...problems]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([code, { status, title, about }]) =>
        `| \`${code}\` | ${status} | ${title} | ${about.replaceAll('|', '\\|')} |`,
    )
  return `# Problems

Generated from the files \`problems.ts\` of \`src/dialects/parley/\`: \`npm run generate\`.

Parley's own API refuses with problem details (RFC 9457). The \`type\` of a problem is \`${problemPath('<code>')}\`, which
is also the address of a page about it.

| code | status | title | |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}

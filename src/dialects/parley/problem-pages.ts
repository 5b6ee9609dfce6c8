import type { FastifyInstance } from 'fastify'
import { problems } from './errors.ts'

/** A page about each kind of refusal, where the `type` of a problem leads. Needs no key. */
export function mountProblemPages(scope: FastifyInstance): void {
  scope.get('/problems', async (_request, reply) => {
    const rows = [...problems].map(
      ([code, { status, title }]) => `<li><a href="problems/${code}">${code}</a>: ${status}, ${title}</li>`,
    )
    return reply.type(html).send(page('Problems', `<ul>${rows.join('\n')}</ul>`))
  })
  scope.get<{ Params: { code: string } }>('/problems/:code', async (request, reply) => {
    const code = request.params.code.toLowerCase()
    const problem = problems.get(code)
    if (!problem)
      return reply
        .code(404)
        .type(html)
        .send(page('No such problem', '<p>There is no problem of this name.</p>'))
    const { status, title, about } = problem
    return reply
      .type(html)
      .send(page(title, `<p><code>${code}</code>, status ${status}</p><p>${toHtml(about)}</p>`))
  })
}

const html = 'text/html; charset=utf-8'

const toHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/`([^`]+)`/g, '<code>$1</code>')

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body><h1>${title}</h1>
${body}
</body>
</html>
`
}

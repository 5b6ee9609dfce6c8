import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import manifest from '../../package.json' with { type: 'json' }
import type { Dialect } from './dialect.ts'
import { toOpenApi } from './openapi.ts'

const require = createRequire(import.meta.url)
const assetsFolder = dirname(require.resolve('swagger-ui-dist/package.json'))
const assetsPath = '/docs/swagger-ui/'

/** The reference of each version as a file and as a page, where the vendor has them. Needs no key and no internet. */
export async function mountDocs(app: FastifyInstance, dialect: Dialect, at: Date): Promise<void> {
  if (!app.hasReplyDecorator('sendFile')) {
    await app.register(fastifyStatic, {
      root: assetsFolder,
      prefix: assetsPath,
      allowedPath: path => /^\/(swagger-ui(-bundle)?\.(css|js)|favicon-\d+x\d+\.png)$/.test(path),
    })
  }
  for (const version of dialect.versions) {
    const mount = dialect.mount(version.name)
    const description = toOpenApi(dialect, version, manifest.version, at)
    const page = toPage(`${dialect.title} ${version.name}`, `${mount}/openapi.json`)
    app.get(`${mount}/openapi.json`, async () => description)
    app.get(`${mount}/ui/index`, async (_request, reply) => {
      reply.header(
        'content-security-policy',
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
      )
      return reply.type('text/html; charset=utf-8').send(page)
    })
    app.get(`${mount}/ui/start.js`, async (_request, reply) => {
      return reply.type('text/javascript; charset=utf-8').send(toScript(`${mount}/openapi.json`))
    })
  }
}

function toPage(title: string, address: string): string {
  const mount = address.slice(0, -'/openapi.json'.length)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${assetsPath}swagger-ui.css">
<link rel="icon" href="${assetsPath}favicon-32x32.png">
</head>
<body>
<div id="reference"></div>
<script src="${assetsPath}swagger-ui-bundle.js"></script>
<script src="${mount}/ui/start.js"></script>
</body>
</html>
`
}

function toScript(address: string): string {
  const options = {
    url: address,
    dom_id: '#reference',
    deepLinking: true,
    tryItOutEnabled: true,
    validatorUrl: 'none',
  }
  return `window.ui = SwaggerUIBundle(${JSON.stringify(options)})\n`
}

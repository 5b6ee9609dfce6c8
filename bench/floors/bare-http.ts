/** Floor (a): what `node:http` can do on this machine when it only parses a JSON body and answers. */
import { createServer } from 'node:http'
import { ownSettings, tellParent } from '../children/own-settings.ts'

const { port } = ownSettings<{ port: number }>()

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', part => parts.push(part))
  request.on('end', () => {
    const { contactId } = JSON.parse(Buffer.concat(parts).toString('utf8'))
    const answer = JSON.stringify({ id: contactId })
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(answer),
    })
    response.end(answer)
  })
})

server.listen(port, '127.0.0.1', () => tellParent({ type: 'ready' }))

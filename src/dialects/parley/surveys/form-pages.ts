/**
 * What people fill in: the script of the form, a page that holds it, the survey as the form asks it, and where it sends
 * the responses. None of it needs a key. Browsers on other sites may ask and send where the survey names their origin.
 */
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { surveyNotFound } from '../../../domain/surveys/errors.ts'
import { readSurveyWithSecret } from '../../../domain/surveys/read-surveys.ts'
import { admitsOrigin } from '../../../domain/surveys/survey.ts'
import { createAddressRates } from '../../../http/address-rates.ts'
import { addressTooBusy, originRefused } from '../../../http/errors.ts'
import type { Services } from '../../../http/services.ts'
import { registerPublic, sendScript } from '../public-scope.ts'
import { pageOfForm } from './form-page.ts'
import { type AskedSurvey, receiveResponse } from './receive-response.ts'
import { toWireForm } from './translate.ts'

const script = readFileSync(new URL('./survey-form.js', import.meta.url), 'utf8')
const responsesPerMinute = 30
const readingsPerMinute = 300

interface Route {
  Params: { tenant: string; surveyId: string }
}

export function mountSurveyForms(scope: FastifyInstance, services: Services): void {
  const { directory, db, clock, publicUrl } = services
  const wallMs = () => clock.wall().getTime()
  const readings = createAddressRates(readingsPerMinute, wallMs)
  const sendings = createAddressRates(responsesPerMinute, wallMs)

  async function find({ tenant: slug, surveyId }: Route['Params']): Promise<AskedSurvey> {
    const tenant = directory.tenantBySlug(slug)
    if (!tenant) throw surveyNotFound()
    return { tenant, ...(await readSurveyWithSecret(db, tenant, surveyId)) }
  }

  /** Lets a browser on another site read the answer, or refuses to. */
  function admitOrigin(request: FastifyRequest, reply: FastifyReply, { survey }: AskedSurvey) {
    const { origin } = request.headers
    const own = new URL(publicUrl ?? `${request.protocol}://${request.host}`).origin
    if (origin === undefined || origin === own) return
    if (!admitsOrigin(survey.origins, origin)) throw originRefused()
    reply.header('access-control-allow-origin', origin).header('vary', 'origin')
  }

  registerPublic(scope, services, own => {
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))

    own.get('/forms/survey-form.js', async (_request, reply) => sendScript(reply, script))

    own.get<Route>('/forms/:tenant/:surveyId', async (request, reply) => {
      if (readings.isTooMuch(request.ip)) throw addressTooBusy(readingsPerMinute)
      const asked = await find(request.params)
      admitOrigin(request, reply, asked)
      return reply.header('cache-control', 'no-store').send(toWireForm(asked.survey))
    })

    own.options<Route>('/forms/:tenant/:surveyId/responses', async (request, reply) => {
      admitOrigin(request, reply, await find(request.params))
      return reply.header('access-control-allow-methods', 'GET, POST').code(204).send()
    })

    own.post<Route>('/forms/:tenant/:surveyId/responses', async (request, reply) => {
      if (sendings.isTooMuch(request.ip)) throw addressTooBusy(responsesPerMinute)
      const asked = await find(request.params)
      admitOrigin(request, reply, asked)
      const responseId = await receiveResponse(request, services, asked)
      const { thanks = null } = asked.survey.definition
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ responseId: responseId ?? null, thanks })
    })

    own.get<Route>('/forms/:tenant/:surveyId/page', async (request, reply) => {
      if (readings.isTooMuch(request.ip)) throw addressTooBusy(readingsPerMinute)
      const { survey } = await find(request.params)
      return reply
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .header('x-content-type-options', 'nosniff')
        .header(
          'content-security-policy',
          "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'",
        )
        .type('text/html; charset=utf-8')
        .send(pageOfForm(survey, request.params))
    })
  })
}

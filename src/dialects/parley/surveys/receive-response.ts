import type { FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import type { KeptFile } from '../../../domain/attachments/attachment.ts'
import { discardFiles, keepFile } from '../../../domain/attachments/keep-file.ts'
import {
  type Answer,
  fileAnswer,
  fileFaults,
  fileRulesOf,
  readAnswers,
} from '../../../domain/surveys/answer.ts'
import { readBrowser } from '../../../domain/surveys/browser.ts'
import { answersInvalid, surveyClosed } from '../../../domain/surveys/errors.ts'
import { readSurveyVersion } from '../../../domain/surveys/read-surveys.ts'
import { recordResponse } from '../../../domain/surveys/record-response.ts'
import { readRespondent } from '../../../domain/surveys/respondent.ts'
import { type Activity, readCustomData } from '../../../domain/surveys/response.ts'
import type { Survey, SurveyVersion } from '../../../domain/surveys/survey.ts'
import { type FilePart, readMultipart } from '../../../http/multipart.ts'
import type { Services } from '../../../http/services.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { transact } from '../../../storage/database.ts'

const limits = { texts: 1, textBytes: 256 * 1024, files: 20 }

const Line = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
/** The part `response`, which comes before all files. */
export const SentResponse = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  answers: Type.Object({}),
  customData: Type.Optional(Type.Object({})),
  respondent: Line(4096),
  pageUrl: Line(2000),
  pageTitle: Line(500),
  /** A field that nobody sees: what fills it in is a program. */
  website: Line(10_000),
})
type Sent = Static<typeof SentResponse>

export interface AskedSurvey {
  readonly tenant: Tenant
  readonly survey: Survey
  readonly secret: string
}

/**
 * Reads what a form sends and keeps it: all that can be refused is refused before a file is read. Answers the id of the
 * response; undefined for what a program filled in, which is thrown away and not told so.
 */
export async function receiveResponse(
  request: FastifyRequest,
  { db, blobs, clock, signal, publicUrl }: Services,
  { tenant, survey, secret }: AskedSurvey,
): Promise<string | undefined> {
  const files: KeptFile[] = []
  let opened: Opened | undefined
  let isProgram = false
  const given = new Map<string, KeptFile>()

  async function takeText(name: string, text: string) {
    if (name !== 'response') throw badPart(name)
    const sent = readSent(text)
    isProgram = Boolean(sent.website)
    if (!survey.isOpen) throw surveyClosed()
    const version = await readSurveyVersion(db, tenant, survey.id, sent.version)
    opened = open(sent, version, secret, clock.wall())
  }

  async function takeFile({ name, fileName, bytes }: FilePart) {
    if (!opened) throw inputInvalid([{ field: 'response', message: 'must come before all files' }])
    const question = opened.version.definition.questions.find(({ id }) => id === name)
    if (question?.kind !== 'file' || given.has(name) || isProgram) throw badPart(name)
    const file = await keepFile(db, blobs, tenant, fileName, bytes, fileRulesOf(question))
    files.push(file)
    given.set(name, file)
    opened.answers.push(fileAnswer(question, file))
  }

  try {
    await readMultipart(request.raw, request.headers, limits, { onText: takeText, onFile: takeFile })
    if (!opened) throw inputInvalid([{ field: 'response', message: 'is required' }])
    if (isProgram) return undefined
    const { version, answers, customData, respondent, sent } = opened
    const missing = fileFaults(version.definition, new Set(given.keys()))
    if (missing.length > 0) throw answersInvalid(missing)
    const now = clock.now(tenant)
    const input = {
      answers,
      customData,
      respondent,
      activity: activityOf(request, sent),
      publicUrl: publicUrl ?? null,
    }
    const { id } = await transact(db, tx => recordResponse(tx, tenant, version, input, now))
    signal.appended('events', [tenant.id])
    return id
  } catch (error) {
    await discardFiles(db, blobs, tenant, files)
    throw error
  }
}

interface Opened {
  readonly sent: Sent
  readonly version: SurveyVersion
  readonly answers: Answer[]
  readonly customData: ReturnType<typeof readCustomData>['customData']
  readonly respondent: ReturnType<typeof readRespondent> | undefined
}

function open(sent: Sent, version: SurveyVersion, secret: string, wall: Date): Opened {
  const respondent = sent.respondent ? readRespondent(secret, sent.respondent, wall) : undefined
  const { answers, faults } = readAnswers(version.definition, sent.answers as Record<string, unknown>)
  const { customData, faults: more } = readCustomData(sent.customData)
  const all: Fault[] = [...faults, ...more]
  if (all.length > 0) throw answersInvalid(all)
  return { sent, version, answers: [...answers], customData, respondent }
}

function readSent(text: string): Sent {
  const value = parse(text)
  const [problem] = Value.Errors(SentResponse, value)
  if (problem) throw inputInvalid([{ field: `response${problem.instancePath}`, message: problem.message }])
  return value as Sent
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw inputInvalid([{ field: 'response', message: 'must be JSON' }])
  }
}

const badPart = (name: string) =>
  inputInvalid([
    { field: name.slice(0, 100) || 'part', message: 'is no question for a file, or comes twice' },
  ])

function activityOf({ ip, headers }: FastifyRequest, { pageUrl, pageTitle }: Sent): Activity {
  return {
    pageUrl: storable(pageUrl),
    pageTitle: storable(pageTitle),
    ip,
    city: null,
    country: null,
    ...readBrowser(headers['user-agent'] ?? ''),
  }
}

const storable = (text: string | null | undefined) =>
  text ? text.toWellFormed().replaceAll('\0', '\ufffd') : null

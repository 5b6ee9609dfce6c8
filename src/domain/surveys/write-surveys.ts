import { randomBytes } from 'node:crypto'
import type { Fault } from '../../kernel/domain-error.ts'
import { isUuid, newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { definitionFaults, type SurveyDefinition } from './definition.ts'
import { surveyInvalid, surveyNotFound, tooManySurveys } from './errors.ts'
import { fromRow, type Survey } from './survey.ts'
import {
  countSurveys,
  deleteSurveyRow,
  insertSurvey,
  insertSurveyVersion,
  lockSurvey,
  updateSecret,
  updateSurvey,
} from './surveys.sql.ts'

export interface SurveyInput {
  readonly name: string
  readonly definition: unknown
  readonly isOpen?: boolean
  readonly origins?: readonly string[]
}

const mostSurveys = 500
const mostOrigins = 50
const mostDefinitionBytes = 200_000

const newSecret = () => `psk_${randomBytes(32).toString('base64url')}`

/** The secret signs tokens that say who answers; it is in this answer alone. Throws `survey-invalid`, `too-many-surveys`. */
export async function createSurvey(
  tx: Tx,
  { id: tenantId }: Tenant,
  input: SurveyInput,
  at: Date,
): Promise<{ survey: Survey; secret: string }> {
  const read = readInput(input)
  await lockEvents(tx, [tenantId])
  if ((await countSurveys(tx, tenantId)) >= mostSurveys) throw tooManySurveys(mostSurveys)
  const survey: Survey = { id: newId(), version: 1, ...read, createdAt: at, updatedAt: at }
  const secret = newSecret()
  await insertSurvey(tx, tenantId, survey, secret)
  await insertSurveyVersion(tx, tenantId, survey)
  await tell(tx, tenantId, 'survey.created', survey, at)
  return { survey, secret }
}

/**
 * Writes a survey anew. `check` may throw when it is not the one that was meant. Throws `survey-not-found`,
 * `survey-invalid`.
 */
export async function replaceSurvey(
  tx: Tx,
  { id: tenantId }: Tenant,
  surveyId: string,
  input: SurveyInput,
  at: Date,
  check: (present: Survey) => void,
): Promise<Survey> {
  const read = readInput(input)
  await lockEvents(tx, [tenantId])
  const present = await lock(tx, tenantId, surveyId)
  check(present)
  const survey: Survey = { ...present, ...read, version: present.version + 1, updatedAt: at }
  await updateSurvey(tx, tenantId, survey)
  await insertSurveyVersion(tx, tenantId, survey)
  await tell(tx, tenantId, 'survey.updated', survey, at)
  return survey
}

/** With all responses to it. Throws `survey-not-found`. */
export async function deleteSurvey(
  tx: Tx,
  { id: tenantId }: Tenant,
  surveyId: string,
  at: Date,
  check: (present: Survey) => void,
): Promise<void> {
  await lockEvents(tx, [tenantId])
  const present = await lock(tx, tenantId, surveyId)
  check(present)
  await deleteSurveyRow(tx, tenantId, present.id)
  await tell(tx, tenantId, 'survey.deleted', present, at)
}

/** Tokens that the old secret signed are good no more. Throws `survey-not-found`. */
export async function rotateSurveySecret(
  tx: Tx,
  { id: tenantId }: Tenant,
  surveyId: string,
): Promise<string> {
  const { id } = await lock(tx, tenantId, surveyId)
  const secret = newSecret()
  await updateSecret(tx, tenantId, id, secret)
  return secret
}

async function lock(tx: Tx, tenantId: string, surveyId: string): Promise<Survey> {
  const row = isUuid(surveyId) ? await lockSurvey(tx, tenantId, surveyId) : undefined
  if (!row) throw surveyNotFound()
  return fromRow(row)
}

const tell = (tx: Tx, tenantId: string, type: string, { id, version, name }: Survey, at: Date) =>
  appendEvents(tx, [{ tenantId, type, data: { surveyId: id, version, name }, at }])

function readInput({ name, definition, isOpen = true, origins = [] }: SurveyInput) {
  const faults: Fault[] = []
  if (name === '' || name.length > 200 || !isStorableText(name))
    faults.push({ field: '/name', message: 'must be a text of 1 to 200 characters' })
  if (origins.length > mostOrigins || !origins.every(isOrigin))
    faults.push({
      field: '/origins',
      message: `must be at most ${mostOrigins} of the form https://www.example.com, or *`,
    })
  const isLong = JSON.stringify(definition).length > mostDefinitionBytes
  if (isLong)
    faults.push({
      field: '/definition',
      message: `must not have more than ${mostDefinitionBytes} characters`,
    })
  else
    for (const { field, message } of definitionFaults(definition))
      faults.push({ field: field.startsWith('/') ? `/definition${field}` : `/definition/${field}`, message })
  if (faults.length > 0) throw surveyInvalid(faults)
  return { name, definition: definition as SurveyDefinition, isOpen, origins: [...new Set(origins)] }
}

function isOrigin(text: string): boolean {
  if (text === '*') return true
  return (
    text.length <= 300 && /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text
  )
}

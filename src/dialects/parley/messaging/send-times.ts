import { sendInvalid } from '../../../domain/messaging/errors.ts'
import type { QueueOutcome } from '../../../domain/messaging/queue-sends.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { readInstant } from '../../../kernel/instant.ts'

const refusals = {
  'contact-missing': ['contactId', 'is of no contact'],
  'template-missing': ['templateId', 'is of no template'],
  'channel-wrong': ['templateId', 'is of another channel'],
  'context-invalid': ['context', 'must be at most 65536 characters of JSON that can be stored'],
  'key-invalid': ['dedupeKey', 'must be a text of 1 to 500 characters'],
} as const

/** The send that was queued, or was there. Throws `send-invalid` when it was refused. */
export function queued(outcome: QueueOutcome | undefined): { id: string; isNew: boolean } {
  if (outcome && 'id' in outcome) return outcome
  const [field, message] = refusals[outcome?.refusal ?? 'contact-missing']
  throw sendInvalid([{ field, message }])
}

/** The time that was given, by its name; nothing when none was. Throws `input-invalid`. */
export function timeNamed<Name extends string>(
  name: Name,
  text: string | undefined,
): Partial<Record<Name, Date>> {
  if (text === undefined) return {}
  const at = readInstant(text, 'offset-required')
  if (!at) throw inputInvalid([{ field: name, message: 'must be a date-time with an offset' }])
  return { [name]: at } as Partial<Record<Name, Date>>
}

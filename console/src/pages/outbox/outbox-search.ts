/** What narrows the list of messages. */
import type { Send } from '../../api/shapes.ts'
import { channelWords } from '../../kit/channels.ts'
import { sendTones } from '../../kit/messages.tsx'

export interface OutboxSearch {
  readonly contact?: string
  readonly channel?: string
  readonly state?: Send['state']
  readonly template?: string
}

export function readOutboxSearch({
  contact,
  channel,
  state,
  template,
}: Record<string, unknown>): OutboxSearch {
  return {
    ...(isText(contact) && { contact }),
    ...(isText(channel) && channel in channelWords && { channel }),
    ...(isText(state) && state in sendTones && { state: state as Send['state'] }),
    ...(isText(template) && { template }),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

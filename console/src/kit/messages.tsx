/** What pages call states of sends, and reasons why one did not go; channels with a picture. */
import {
  type Icon,
  IconBrandWhatsapp,
  IconBrowser,
  IconBrowserCheck,
  IconDeviceMobile,
  IconDeviceMobileMessage,
  IconMail,
  IconMessage,
  IconSection,
  IconWebhook,
} from '@tabler/icons-react'
import type { Send } from '../api/shapes.ts'
import { channelWord, happeningWord, isContentChannel } from './channels.ts'
import classes from './messages.module.css'
import { StateBadge, type Tone } from './StateBadge.tsx'

const channelIcons: Readonly<Record<string, Icon>> = {
  email: IconMail,
  sms: IconMessage,
  whatsapp: IconBrandWhatsapp,
  push: IconDeviceMobileMessage,
  webPush: IconBrowserCheck,
  inApp: IconDeviceMobile,
  onSite: IconBrowser,
  inline: IconSection,
  webhook: IconWebhook,
}

/** A channel by its word, with its picture. */
export function ChannelName({ channel }: { readonly channel: string }) {
  const Picture = channelIcons[channel]
  return (
    <span className={classes.channel}>
      {Picture && <Picture size={15} aria-hidden />}
      {channelWord(channel)}
    </span>
  )
}

export const sendTones: Readonly<Record<Send['state'], Tone>> = {
  queued: 'busy',
  sending: 'busy',
  sent: 'good',
  delivered: 'good',
  bounced: 'bad',
  failed: 'bad',
  suppressed: 'warning',
  unknown: 'warning',
  cancelled: 'neutral',
}

/** To choose one of them, after one that stands for all. */
export const sendStateOptions = [
  { value: '', label: 'Every state' },
  ...Object.keys(sendTones).map(value => ({ value, label: value[0]!.toUpperCase() + value.slice(1) })),
]

/** Of content, with its channel: what is delivered was viewed. */
export function SendState({ state, channel }: Pick<Send, 'state'> & { readonly channel?: string }) {
  const happening = state === 'delivered' && isContentChannel(channel) ? 'opened' : state
  return <StateBadge tone={sendTones[state]}>{happeningWord(happening, channel)}</StateBadge>
}

const reasonWords: Readonly<Record<string, string>> = {
  'preference-missing': 'The contact never accepted the channel.',
  'preference-refused': 'The contact refused the channel.',
  'consent-missing': 'A consent that the template asks for is not in force.',
  'contact-unapproved': 'The contact has still to confirm.',
  'address-missing': 'The contact has no address on the channel.',
  'address-suppressed': 'Nothing is sent to the address any more.',
  'template-missing': 'The template was deleted.',
  'variables-missing': 'The template asks for something that is not there.',
  'template-broken': 'The template could not be rendered.',
  expired: 'It would have come too late.',
  'address-refused': 'The provider does not deliver to the address.',
  'message-refused': 'The provider does not take the message.',
  'provider-unavailable': 'No provider was there for it, time and again.',
  'process-died': 'The server died while it was handed over.',
  'answer-missing': 'The provider gave no clear answer.',
  'not-delivered': 'The provider could not deliver it.',
}

/** Why it was not sent, or did not arrive: in words, with what is known beyond. */
export function reasonOf({ reason, detail }: Pick<Send, 'reason' | 'detail'>): string {
  const words = reason === null ? '' : (reasonWords[reason] ?? reason)
  if (words === '' || !detail) return words || (detail ?? '')
  return `${words.replace(/\.$/, '')}: ${detail}`
}

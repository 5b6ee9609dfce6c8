import { Text } from '@mantine/core'
import { addressOf } from '../../api/ask.ts'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { Section } from '../../kit/Section.tsx'
import type { Campaign } from './campaign-state.tsx'

/** The call with which a system sends the message of a transactional campaign. */
export function HowToCall({ campaign }: { readonly campaign: Campaign }) {
  const { path } = addressOf('sendByCampaign', { params: { campaignId: campaign.id } })
  const code = `curl -X POST ${window.location.origin}${path} \\
  -H 'Authorization: Bearer YOUR_KEY' \\
  -H 'Content-Type: application/json' \\
  -d '{
    "contactId": "THE_CONTACT",
    "dedupeKey": "order-1234",
    "context": {"order": {"number": "1234"}}
  }'`
  return (
    <Section
      title="How to call it"
      about="With a key that has messages:write. The same dedupeKey sends once, however often it is called."
    >
      <CodeBlock code={code} label="The call" />
      <Text size="sm" c="dimmed" mt="xs">
        {campaign.state === 'running'
          ? 'It runs: each call sends one message.'
          : 'It does not run: a call is refused until you start it.'}
      </Text>
    </Section>
  )
}

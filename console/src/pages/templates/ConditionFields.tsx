import { Group, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import { isContentChannel } from '../../kit/channels.ts'
import type { CodeFault } from '../../kit/code-fault.ts'
import { Section } from '../../kit/Section.tsx'
import type { Draft } from './draft.ts'

interface Props {
  readonly draft: Draft
  readonly onChange?: (part: Partial<Draft>) => void
  readonly faultsOf: (part: string) => CodeFault[]
}

/** When a message may be sent, from whom it comes, and what is noted of it. */
export function ConditionFields({ draft, onChange, faultsOf }: Props) {
  const isReadOnly = onChange === undefined
  const { channel } = draft
  const wordsOf = (part: string) => faultsOf(part)[0]?.message
  const isContent = isContentChannel(channel)
  const hasLinks = isContent || ['email', 'push', 'webPush'].includes(channel)
  return (
    <Section title="When it may be sent">
      <Stack>
        <Switch
          label="It answers something that the contact did"
          description="Such as a receipt or a password. It is sent whatever the contact accepts."
          checked={draft.isTransactional}
          disabled={isReadOnly}
          onChange={event => onChange?.({ isTransactional: event.currentTarget.checked })}
        />
        <TagsInput
          label="Consents that must be in force"
          description="Each by its id, and Enter."
          readOnly={isReadOnly}
          value={[...draft.consentIds]}
          onChange={consentIds => onChange?.({ consentIds })}
          error={wordsOf('consentIds')}
          maxTags={20}
        />
        {(channel === 'email' || channel === 'sms') && (
          <Group align="flex-start" grow preventGrowOverflow={false}>
            <TextInput
              label="From"
              description={channel === 'email' ? 'Else the provider’s address.' : 'A number or a name.'}
              readOnly={isReadOnly}
              value={draft.senderAddress}
              error={wordsOf('sender.address')}
              onChange={event => onChange?.({ senderAddress: event.currentTarget.value })}
            />
            {channel === 'email' && (
              <>
                <TextInput
                  label="Name of the sender"
                  description="As receivers see it."
                  readOnly={isReadOnly}
                  value={draft.senderName}
                  error={wordsOf('sender.name')}
                  onChange={event => onChange?.({ senderName: event.currentTarget.value })}
                />
                <TextInput
                  label="Answers go to"
                  description="Else to the sender."
                  readOnly={isReadOnly}
                  value={draft.replyTo}
                  error={wordsOf('sender.replyTo')}
                  onChange={event => onChange?.({ replyTo: event.currentTarget.value })}
                />
              </>
            )}
          </Group>
        )}
        {channel === 'email' && (
          <Switch
            label="Note when it is opened"
            checked={draft.tracksOpens}
            disabled={isReadOnly}
            onChange={event => onChange?.({ tracksOpens: event.currentTarget.checked })}
          />
        )}
        {hasLinks && (
          <Switch
            label="Note which links are followed"
            {...(isContent && {
              description: 'By links through this server. Pages and apps can report clicks without it.',
            })}
            checked={draft.tracksLinks}
            disabled={isReadOnly}
            onChange={event => onChange?.({ tracksLinks: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </Section>
  )
}

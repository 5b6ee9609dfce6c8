import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { ButtonLink, TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { VerifySignature } from './VerifySignature.tsx'
import { noValues, toHeaders, WebhookFields, type WebhookValues } from './WebhookFields.tsx'

const dialects = [
  { value: 'parley', label: 'Parley: every fact, as it stands in the log' },
  { value: 'voyado', label: 'Voyado: as Engage posts it' },
  { value: 'webengage', label: 'WebEngage: as it posts survey responses and feedback' },
]

/** Makes a webhook, and shows its secret once with how to check what it signs. */
export function NewWebhookPage() {
  const [dialect, setDialect] = useState('parley')
  const [values, setValues] = useState<WebhookValues>(noValues)
  const create = useDeed('createWebhook', {
    changes: ['listWebhooks', 'listWebhookHealth'],
    showsProblem: true,
  })
  const made = create.data

  function submit(event: FormEvent) {
    event.preventDefault()
    const { url, description, eventTypes, schemaIds, contactTypes, headers, concurrency, perSecond } = values
    create.mutate({
      body: {
        dialect,
        url: url.trim(),
        description: description.trim(),
        eventTypes: [...eventTypes],
        schemaIds: [...schemaIds],
        contactTypes: [...contactTypes],
        headers: toHeaders(headers),
        concurrency,
        perSecond,
      },
    })
  }

  return (
    <>
      <PageHeader
        title={made ? 'The webhook is made' : 'New webhook'}
        back={<TextLink to="/webhooks">Webhooks</TextLink>}
        about="It is told what happens from now on."
      />
      {made ? (
        <Stack gap="lg">
          <Section>
            <Stack>
              <SecretOnce secret={made.secret} />
              <Group justify="flex-end">
                <ButtonLink to="/webhooks/$webhookId" params={{ webhookId: made.id }}>
                  Go to the webhook
                </ButtonLink>
              </Group>
            </Stack>
          </Section>
          <VerifySignature dialect={made.dialect} />
        </Stack>
      ) : (
        <Section>
          <form onSubmit={submit}>
            <Stack maw={680}>
              {create.error && <ErrorState error={create.error} />}
              <NativeSelect
                label="In the words of"
                description="Whose messages it gets. It cannot be changed later."
                value={dialect}
                onChange={event => {
                  setDialect(event.currentTarget.value)
                  setValues(before => ({ ...before, eventTypes: [] }))
                }}
                data={dialects}
              />
              <WebhookFields
                dialect={dialect}
                values={values}
                error={create.error}
                onChange={changes => setValues(before => ({ ...before, ...changes }))}
              />
              <Group>
                <Button type="submit" loading={create.isPending} disabled={values.url.trim() === ''}>
                  Make the webhook
                </Button>
              </Group>
            </Stack>
          </form>
        </Section>
      )}
    </>
  )
}

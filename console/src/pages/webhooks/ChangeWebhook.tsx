import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Section } from '../../kit/Section.tsx'
import type { HeaderLine } from './HeadersField.tsx'
import { WebhookFields, type WebhookValues } from './WebhookFields.tsx'
import type { Webhook } from './webhook-state.ts'

/** Changes a webhook. When somebody else changed it meanwhile, that is said and what was typed stays. */
export function ChangeWebhook({ webhook }: { readonly webhook: Webhook }) {
  const [values, setValues] = useState<WebhookValues>(() => valuesOf(webhook))
  const [before, setBefore] = useState(webhook)
  const save = useDeed('updateWebhook', {
    changes: ['getWebhook', 'listWebhooks'],
    done: 'Webhook saved',
    showsProblem: true,
    onDone: take,
  })

  function take(current: Webhook) {
    setBefore(current)
    setValues(valuesOf(current))
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const { url, description, eventTypes, schemaIds, contactTypes, headers, concurrency, perSecond } = values
    save.mutate({
      params: { webhookId: webhook.id },
      headers: { 'if-match': `"${before.version}"` },
      body: {
        url: url.trim(),
        description: description.trim(),
        eventTypes: [...eventTypes],
        schemaIds: [...schemaIds],
        contactTypes: [...contactTypes],
        headers: changesOf(Object.keys(before.headers), headers),
        concurrency,
        perSecond,
      },
    })
  }

  return (
    <Section title="Settings">
      <form onSubmit={submit}>
        <Stack maw={680} mt="sm">
          {save.error && <ErrorState error={save.error} />}
          <WebhookFields
            dialect={webhook.dialect}
            values={values}
            error={save.error}
            onChange={changes => setValues(present => ({ ...present, ...changes }))}
          />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={values.url.trim() === ''}>
              Save webhook
            </Button>
            {webhook.version !== before.version && (
              <Button
                variant="default"
                onClick={() => {
                  take(webhook)
                  save.reset()
                }}
              >
                Take what is there now
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  )
}

const valuesOf = (webhook: Webhook): WebhookValues => {
  const { url, description, eventTypes, schemaIds, contactTypes, headers, concurrency, perSecond } = webhook
  const lines = Object.keys(headers).map(name => ({ key: name, name, value: '', isKept: true }))
  return { url, description, eventTypes, schemaIds, contactTypes, headers: lines, concurrency, perSecond }
}

/** Kept ones without a new value stay; those whose line is gone go. */
function changesOf(kept: readonly string[], lines: readonly HeaderLine[]): Record<string, string | null> {
  const gone = kept.filter(name => !lines.some(line => line.isKept && line.name === name))
  const written = lines.filter(({ name, value, isKept }) => name.trim() !== '' && (!isKept || value !== ''))
  return Object.fromEntries([
    ...gone.map(name => [name, null] as const),
    ...written.map(({ name, value }) => [name.trim(), value] as const),
  ])
}

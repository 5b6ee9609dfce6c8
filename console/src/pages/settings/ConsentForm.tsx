import { Button, Fieldset, Group, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import type { Consent } from './consent.ts'

interface Words {
  readonly language: string
  readonly display: string
  readonly link: string
  readonly condition: string
}

interface Props {
  readonly consent?: Consent
  readonly onDone: () => void
}

/** One consent, with its words in each language. */
export function ConsentForm({ consent, onDone }: Props) {
  const [id, setId] = useState(consent?.id ?? '')
  const [name, setName] = useState(consent?.name ?? '')
  const [isMandatory, setMandatory] = useState(consent?.isMandatory ?? false)
  const [words, setWords] = useState(() => wordsOf(consent))
  const changes = ['listConsents'] as const
  const save = useDeed('defineConsent', { changes, done: 'Consent saved', showsProblem: true, onDone })
  const remove = useDeed('deleteConsent', { changes, done: 'Consent taken out', onDone })
  const change = (index: number, part: Partial<Words>) =>
    setWords(before => before.map((each, at) => (at === index ? { ...each, ...part } : each)))

  function submit(event: FormEvent) {
    event.preventDefault()
    const body = {
      name: name.trim(),
      isMandatory,
      displayText: textsOf(words, 'display'),
      linkText: textsOf(words, 'link'),
      conditionText: textsOf(words, 'condition'),
    }
    save.mutate({ params: { consentId: id.trim() }, body })
  }

  const isAtField = ['id', 'name'].some(field => faultOf(save.error, field))
  return (
    <form onSubmit={submit}>
      <Stack>
        {save.error && !isAtField && <ErrorState error={save.error} />}
        <TextInput
          label="Id"
          description="What systems call it; it stays."
          required
          disabled={consent !== undefined}
          value={id}
          error={faultOf(save.error, 'id')}
          onChange={event => setId(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          required
          value={name}
          error={faultOf(save.error, 'name')}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Switch
          label="Mandatory"
          description="Without a yes no contact is made."
          checked={isMandatory}
          onChange={event => setMandatory(event.currentTarget.checked)}
        />
        {words.map(({ language, display, link, condition }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a language is named while one types in it.
          <Fieldset key={index} legend={language || 'A language'}>
            <Stack gap="xs">
              <TextInput
                label="Language"
                placeholder="sv-SE"
                value={language}
                error={faultOf(save.error, `displayText.${language.slice(0, 50)}`)}
                onChange={event => change(index, { language: event.currentTarget.value.trim() })}
              />
              <Textarea
                label="How contacts are asked"
                autosize
                value={display}
                onChange={event => change(index, { display: event.currentTarget.value })}
              />
              <TextInput
                label="Words of the link"
                value={link}
                onChange={event => change(index, { link: event.currentTarget.value })}
              />
              <Textarea
                label="Conditions"
                autosize
                maxRows={8}
                value={condition}
                onChange={event => change(index, { condition: event.currentTarget.value })}
              />
            </Stack>
          </Fieldset>
        ))}
        <Group>
          <Button
            size="xs"
            variant="default"
            onClick={() => setWords([...words, { language: '', display: '', link: '', condition: '' }])}
          >
            Add a language
          </Button>
        </Group>
        <Group justify="flex-end">
          {consent && (
            <ConfirmButton
              question="Take the consent out?"
              consequence="Contacts are asked no longer. They keep the answers that they gave."
              deed="Take out"
              onConfirm={() => remove.mutateAsync({ params: { consentId: consent.id } })}
            >
              Take out
            </ConfirmButton>
          )}
          <Button type="submit" loading={save.isPending} disabled={id.trim() === '' || name.trim() === ''}>
            Save consent
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function wordsOf(consent: Consent | undefined): readonly Words[] {
  const { displayText = {}, linkText = {}, conditionText = {} } = consent ?? {}
  const languages = [...new Set([displayText, linkText, conditionText].flatMap(texts => Object.keys(texts)))]
  return languages.map(language => ({
    language,
    display: displayText[language] ?? '',
    link: linkText[language] ?? '',
    condition: conditionText[language] ?? '',
  }))
}

const textsOf = (words: readonly Words[], part: 'display' | 'link' | 'condition') =>
  Object.fromEntries(words.filter(each => each[part] !== '').map(each => [each.language, each[part]]))

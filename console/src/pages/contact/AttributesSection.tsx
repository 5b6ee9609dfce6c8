import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { ask } from '../../api/ask.ts'
import { faultOf, isProblem } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { Overtaken } from '../../kit/Overtaken.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { AttributeField } from './AttributeField.tsx'
import { AttributesCompared } from './AttributesCompared.tsx'
import { isComputed, labelOf, namesInOrder, textOf, typedValue } from './attributes.ts'
import classes from './contact.module.css'

type Draft = Readonly<Record<string, string>>

/** What is known by name, to be read and to be edited in place. Only what was changed is sent. */
export function AttributesSection({ contact }: { readonly contact: Contact }) {
  const may = useMay()
  const [draft, setDraft] = useState<Draft>()
  /** What was there when the editing began: what others change meanwhile is told apart by it. */
  const [base, setBase] = useState(contact)
  const [newName, setNewName] = useState('')
  const save = useDeed('updateContact', {
    changes: ['getContact', 'getTimeline', 'listContacts'],
    done: 'Saved',
    showsProblem: true,
    onDone: () => setDraft(undefined),
  })
  const { attributes } = contact
  const names = namesInOrder([...Object.keys(attributes), ...Object.keys(draft ?? {})])
  const isOvertaken = isProblem(save.error, 'version-mismatch')

  function begin() {
    setBase(contact)
    setDraft({})
    save.reset()
  }

  function submit() {
    const changed = Object.entries(draft ?? {}).map(([name, text]) => [
      name,
      typedValue(text, base.attributes[name]),
    ])
    save.mutate({
      params: { contactId: contact.id },
      body: { attributes: Object.fromEntries(changed) },
      headers: { 'if-match': `"${base.version}"` },
    })
  }

  /** With what was typed, or with nothing of it. */
  function goOn(now: Contact, next: Draft) {
    setBase(now)
    setDraft(next)
    save.reset()
  }

  function add() {
    const name = newName.trim()
    if (name === '') return
    setDraft(before => ({ ...before, [name]: '' }))
    setNewName('')
  }

  const isEditing = draft !== undefined
  return (
    <Section
      title="Attributes"
      actions={
        may('contacts:write') &&
        !isEditing && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPencil size={15} aria-hidden />}
            onClick={begin}
          >
            Edit
          </Button>
        )
      }
    >
      <LeaveGuard isDirty={Object.keys(draft ?? {}).length > 0} isOfTab />
      <Stack>
        {isOvertaken && draft && (
          <Overtaken
            what="contact"
            read={() => ask('getContact', { params: { contactId: contact.id } })}
            compare={theirs => <AttributesCompared before={base} now={theirs} mine={draft} />}
            onTheirs={theirs => goOn(theirs, {})}
            onMine={theirs => goOn(theirs, draft)}
          />
        )}
        {save.error && !isOvertaken && <ErrorState error={save.error} />}
        <form
          onSubmit={event => {
            event.preventDefault()
            submit()
          }}
        >
          <div className={classes.attributes}>
            {names.map(name =>
              isEditing && !isComputed(name) ? (
                <AttributeField
                  key={name}
                  name={name}
                  before={base.attributes[name]}
                  text={draft[name] ?? textOf(base.attributes[name])}
                  error={faultOf(save.error, `/attributes/${name}`) ?? faultOf(save.error, name)}
                  onChange={text => setDraft({ ...draft, [name]: text })}
                />
              ) : (
                <dl key={name} className={classes.property} style={{ margin: 0 }}>
                  <dt>{labelOf(name)}</dt>
                  <dd>{textOf(attributes[name]) || '–'}</dd>
                </dl>
              ),
            )}
          </div>
          {isEditing && (
            <Group justify="space-between" align="flex-end" mt="md">
              <Group align="flex-end" gap="xs">
                <TextInput
                  label="Another attribute"
                  placeholder="Its name"
                  value={newName}
                  onChange={event => setNewName(event.currentTarget.value)}
                  maxLength={100}
                />
                <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={add}>
                  Add
                </Button>
              </Group>
              <Group gap="xs">
                <Button variant="default" onClick={() => setDraft(undefined)}>
                  Cancel
                </Button>
                <Button type="submit" loading={save.isPending} disabled={Object.keys(draft).length === 0}>
                  Save
                </Button>
              </Group>
            </Group>
          )}
        </form>
      </Stack>
    </Section>
  )
}

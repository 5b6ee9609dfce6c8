import { ActionIcon, Autocomplete, Button, Fieldset, Group, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { valuesOfRun } from '../use-world.ts'
import { type EditorProps, faultsAt } from './field.ts'
import { Faults, scalarOf } from './list-editors.tsx'

const forms = { plain: 'is', from: 'is that of', template: 'is printed as', increaseBy: 'goes up by' }
type Form = keyof typeof forms

function formOf(value: unknown): Form | 'json' {
  if (typeof value !== 'object' || value === null) return 'plain'
  return (['from', 'template', 'increaseBy'] as const).find(word => Object.hasOwn(value, word)) ?? 'json'
}

function textOf(value: unknown): string {
  const form = formOf(value)
  if (form === 'json') return JSON.stringify(value)
  const plain = form === 'plain' ? value : (value as Record<string, unknown>)[form]
  return plain === undefined || plain === null ? '' : String(plain)
}

function toValue(form: string, text: string, isText: boolean): unknown {
  if (form === 'json') return readJson(text)
  if (form === 'plain') return isText ? text : scalarOf(text)
  return { [form]: form === 'increaseBy' ? scalarOf(text) : text }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Values that a step writes, by name: plain, from elsewhere, printed by Liquid, or counted up. */
export function ValuesEditor({
  field,
  value,
  holder,
  definition,
  world,
  pointer,
  faults,
  onChange,
}: EditorProps) {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>)
  const schema = world.schemas.find(({ id }) => id === holder.schemaId)
  const properties = schema?.properties ?? []
  const names = schema ? properties.map(({ name }) => name) : [...world.rules.attributes.keys()].sort()
  const typeOf = (name: string) =>
    schema ? properties.find(each => each.name === name)?.type : world.rules.attributes.get(name)
  const tell = (next: readonly (readonly [string, unknown])[]) =>
    onChange(next.length === 0 && field.isOptional ? undefined : Object.fromEntries(next))
  const replace = (at: number, entry: readonly [string, unknown]) =>
    tell(entries.map((each, n) => (n === at ? entry : each)))
  const isTaken = (name: string) => entries.some(([each]) => each === name)
  const free = names.find(name => !isTaken(name)) ?? `value${entries.length + 1}`
  return (
    <Fieldset legend={field.label} p="xs">
      <Stack gap="sm">
        {entries.map(([name, each], n) => {
          const form = formOf(each)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed is no key.
            <Stack key={n} gap={4}>
              <Group gap={6} wrap="nowrap">
                <Autocomplete
                  size="xs"
                  style={{ flex: 1 }}
                  aria-label={`Value ${n + 1}, name`}
                  data={names}
                  value={name}
                  onChange={next => !isTaken(next) && replace(n, [next, each])}
                />
                <ActionIcon
                  aria-label={`Remove value ${n + 1}`}
                  onClick={() => tell(entries.filter((_, at) => at !== n))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </Group>
              <Group gap={6} wrap="nowrap">
                <Select
                  size="xs"
                  w={130}
                  aria-label={`Value ${n + 1}, kind`}
                  allowDeselect={false}
                  data={[
                    ...Object.entries(forms)
                      .filter(([key]) => key !== 'increaseBy' || !schema)
                      .map(([key, label]) => ({ value: key, label })),
                    ...(form === 'json' ? [{ value: 'json', label: 'is, as JSON' }] : []),
                  ]}
                  value={form}
                  onChange={next =>
                    next && replace(n, [name, toValue(next, textOf(each), typeOf(name) === 'string')])
                  }
                />
                {form === 'from' ? (
                  <Autocomplete
                    size="xs"
                    style={{ flex: 1 }}
                    aria-label={`Value ${n + 1}, path`}
                    data={valuesOfRun(definition, world).map(({ name: path }) => path)}
                    value={textOf(each)}
                    onChange={text => replace(n, [name, toValue(form, text, true)])}
                  />
                ) : (
                  <TextInput
                    size="xs"
                    style={{ flex: 1 }}
                    aria-label={`Value ${n + 1}`}
                    value={textOf(each)}
                    onChange={event =>
                      replace(n, [name, toValue(form, event.currentTarget.value, typeOf(name) === 'string')])
                    }
                  />
                )}
              </Group>
            </Stack>
          )
        })}
        <Faults faults={faultsAt(faults, pointer).map(({ detail }) => detail)} />
        <Group>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => tell([...entries, [free, '']])}
          >
            Add a value
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
